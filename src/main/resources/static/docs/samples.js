// What the document means: schemas made plain, sample values, and requests written in four languages.

const ORIGIN = location.origin;

// ---- Schemas: references, compositions and nullability made plain ----

let openapi = {};

/** Sets the document in which references are looked up. */
export function readFrom(document) {
  openapi = document;
}

function lookup(reference) {
  return reference.replace(/^#\//, '').split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((node, part) => node?.[part], openapi) ?? {};
}

export const dereference = (node) => (node?.$ref ? { ...lookup(node.$ref), ...node } : node ?? {});

function merge(one, other) {
  return {
    ...one, ...other,
    properties: one.properties || other.properties ? { ...one.properties, ...other.properties } : undefined,
    required: [...(one.required ?? []), ...(other.required ?? [])],
  };
}

/** A schema without `$ref` and `allOf`; `nullable` is told apart from `type`, `choices` hold what is left of oneOf. */
export function plain(schema, hops = 0) {
  if (!schema || typeof schema !== 'object' || hops > 8) return { required: [] };
  const { $ref, allOf = [], oneOf, anyOf, ...own } = schema;
  const parts = $ref ? [lookup($ref), ...allOf] : allOf;
  const whole = [...parts.map((part) => plain(part, hops + 1)), own].reduce(merge, { required: [] });
  if ($ref) whole.name = $ref.split('/').pop();
  const every = oneOf ?? anyOf ?? [];
  const alternatives = every.filter(saysWhatItIs);
  // Where one of several fields is enough, the first is the one to show.
  if (!alternatives.length && every.length) whole.required.push(...every[0].required);
  const choices = alternatives.filter((choice) => choice.type !== 'null');
  if (choices.length < alternatives.length) whole.nullable = true;
  if (choices.length === 1) return withoutNull(merge(plain(choices[0], hops + 1), whole));
  if (choices.length > 1) whole.choices = choices;
  return withoutNull(whole);
}

/** An alternative that only demands fields says nothing of what the value is. */
const saysWhatItIs = (schema) => Object.keys(schema).some((key) => key !== 'required');

function withoutNull(schema) {
  if (!Array.isArray(schema.type)) return { ...schema, type: schema.type ?? impliedType(schema) };
  const types = schema.type.filter((type) => type !== 'null');
  return { ...schema, type: types.join(' or '), nullable: schema.nullable || types.length < schema.type.length };
}

function impliedType(schema) {
  if (schema.properties || schema.additionalProperties) return 'object';
  return schema.items ? 'array' : undefined;
}

export function typeName(schema) {
  return baseName(schema) + (schema.nullable ? ' or null' : '');
}

function baseName(schema) {
  if (schema.choices) return [...new Set(schema.choices.map((choice) => baseName(plain(choice))))].join(' or ');
  if (schema.type === 'array') return `array of ${baseName(plain(schema.items))}`;
  const format = ['int32', 'int64', 'double', 'float'].includes(schema.format) ? null : schema.format;
  return (schema.type || 'any') + (format ? ` (${format})` : '');
}

/** The fields one level down, of an object, of what an array holds, or of each alternative. */
export function fieldsOf(schema) {
  if (schema.choices) return schema.choices.flatMap((choice) => fieldsOf(plain(choice)));
  if (schema.type === 'array') return fieldsOf(plain(schema.items));
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name, schema: plain(property), required: schema.required.includes(name),
  }));
}

// ---- Sample values ----

// How curl names a file; the other languages open it in their own way.
const FILE = '@file.png';

const SAMPLES_BY_FORMAT = {
  'date-time': '2026-01-15T09:30:00Z', date: '2026-01-15', email: 'ada@example.com', uri: 'https://example.com',
  url: 'https://example.com', uuid: '0b6f5c1e-6a52-4f0e-9d2b-6f1f3a1c7d55', binary: FILE,
};
const SAMPLES_BY_TYPE = { integer: 1, number: 1.5, boolean: true, string: 'string' };

const everyField = (fields) => fields;

function fieldsToSend(fields) {
  const writable = fields.filter((field) => !field.schema.readOnly);
  const required = writable.filter((field) => field.required);
  if (required.length) return required;
  const shown = writable.filter((field) => givenValue(field.schema) !== undefined);
  return shown.length ? shown.slice(0, 3) : writable.slice(0, 1);
}

function givenValue(schema) {
  return [schema.example, schema.examples?.[0], schema.const, schema.default, schema.enum?.[0]]
    .find((value) => value !== undefined && value !== null);
}

/** A value as the schema asks for; `trail` keeps schemas that contain themselves finite. */
function sample(source, choose = everyField, trail = []) {
  const schema = plain(source);
  const given = givenValue(schema);
  if (given !== undefined) return given;
  const tooDeep = trail.length > 6 || (schema.name && trail.includes(schema.name));
  const further = [...trail, schema.name ?? ''];
  if (schema.choices) return tooDeep ? {} : sample(schema.choices[0], choose, further);
  if (schema.type === 'array') return tooDeep || !schema.items ? [] : [sample(schema.items, choose, further)];
  if (schema.type === 'object') {
    const fields = tooDeep ? [] : choose(fieldsOf(schema));
    return Object.fromEntries(fields.map(({ name, schema: field }) => [name, sample(field, choose, further)]));
  }
  return SAMPLES_BY_FORMAT[schema.format] ?? SAMPLES_BY_TYPE[schema.type?.split(' ')[0]] ?? null;
}

export function content(holder) {
  const types = Object.keys(holder?.content ?? {});
  const type = types.find((name) => name.includes('json')) ?? types[0];
  return type && { type, ...holder.content[type] };
}

export function exampleIn(media, choose) {
  const named = dereference(Object.values(media.examples ?? {})[0]).value;
  return media.example ?? named ?? sample(media.schema, choose);
}

// ---- Requests, and how four languages write them ----

export function requestFor(operation) {
  const body = content(operation.requestBody);
  const value = body && exampleIn(body, fieldsToSend);
  return {
    method: operation.method.toUpperCase(),
    url: ORIGIN + filledPath(operation) + queryOf(operation),
    token: operation.open ? null : 'YOUR_TOKEN',
    json: body?.type.includes('json') ? value : undefined,
    form: body && !body.type.includes('json') ? formPairs(value ?? {}) : undefined,
    multipart: body?.type === 'multipart/form-data',
  };
}

/** A form has no arrays: their field is sent once for each item. */
function formPairs(value) {
  return Object.entries(value).flatMap(([name, item]) => [item].flat().map((each) => [name, textOf(each)]));
}

const parameterValue = (parameter) => parameter.example ?? sample(parameter.schema) ?? 1;

function filledPath({ path, parameters }) {
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
    return encodeURIComponent(parameter ? parameterValue(parameter) : 1);
  });
}

function queryOf({ parameters }) {
  const pairs = parameters.filter((each) => each.in === 'query' && each.required)
    .map((each) => `${encodeURIComponent(each.name)}=${encodeURIComponent(parameterValue(each))}`);
  return pairs.length ? `?${pairs.join('&')}` : '';
}

const quote = (value) => JSON.stringify(String(value));
const rubyQuote = (value) => quote(value).replace(/#(?=[{$@])/g, '\\#');
const shellQuote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const indent = (text, by) => text.replaceAll('\n', `\n${by}`);
const lines = (...all) => all.flat().filter((line) => line !== false && line != null).join('\n');

const bareKey = (key) => (/^[a-z_]\w*$/i.test(key) ? key : quote(key));
const STYLES = {
  ruby: { words: { null: 'nil' }, file: 'File.open("file.png")', string: rubyQuote, key: bareKey },
  javascript: { words: {}, file: 'fileInput.files[0]', string: quote, key: bareKey },
  python: { words: { null: 'None', true: 'True', false: 'False' }, file: 'open("file.png", "rb")', string: quote, key: quote },
};

/** A JSON value as a literal of the language that the style describes. */
function literal(value, style) {
  if (value === FILE) return style.file;
  if (typeof value === 'string') return style.string(value);
  if (value === null || typeof value !== 'object') return style.words[value] ?? String(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, style))
    : Object.entries(value).map(([key, item]) => `${style.key(key)}: ${literal(item, style)}`);
  if (!items.length) return open + close;
  const line = items.join(', ');
  if (open === '[' && line.length < 60 && !line.includes('\n')) return `[${line}]`;
  return `${open}\n  ${items.map((item) => indent(item, '  ')).join(',\n  ')}\n${close}`;
}

export const textOf = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function curl({ method, url, token, json, form, multipart }) {
  return lines(
    `curl${method === 'GET' ? '' : ` -X ${method}`} "${url}"`,
    token && `-H "api_access_token: ${token}"`,
    json !== undefined && `-H "Content-Type: application/json" \\\n  -d ${shellQuote(indent(JSON.stringify(json, null, 2), '  '))}`,
    form?.map(([name, value]) => `${multipart ? '-F' : '--data-urlencode'} ${shellQuote(`${name}=${value}`)}`),
  ).replace(/\n(?=-)/g, ' \\\n  ');
}

function ruby({ method, url, token, json, form, multipart }) {
  const name = method[0] + method.slice(1).toLowerCase();
  return lines(
    'require "net/http"', 'require "json"', '',
    `uri = URI(${rubyQuote(url)})`,
    `request = Net::HTTP::${name}.new(uri)`,
    token && `request["api_access_token"] = "${token}"`,
    json !== undefined && 'request["Content-Type"] = "application/json"',
    json !== undefined && `request.body = ${literal(json, STYLES.ruby)}.to_json`,
    form && `request.set_form(${literal(form, STYLES.ruby)}, "${multipart ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}")`,
    '',
    'response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https") do |http|',
    '  http.request(request)', 'end', 'data = JSON.parse(response.body)',
  );
}

function javascript({ method, url, token, json, form, multipart }) {
  const headers = {
    ...(token && { api_access_token: token }),
    ...(json !== undefined && { 'Content-Type': 'application/json' }),
  };
  const options = [
    method !== 'GET' && `method: "${method}"`,
    Object.keys(headers).length > 0 && `headers: ${literal(headers, STYLES.javascript)}`,
    json !== undefined && `body: JSON.stringify(${literal(json, STYLES.javascript)})`,
    form && 'body: form',
  ].filter(Boolean).map((option) => `  ${indent(option, '  ')},\n`).join('');
  return lines(
    form && lines(`const form = new ${multipart ? 'FormData' : 'URLSearchParams'}();`,
      form.map(([name, value]) => `form.append(${quote(name)}, ${literal(value, STYLES.javascript)});`), ''),
    `const response = await fetch(${quote(url)}${options && `, {\n${options}}`});`,
    'const data = await response.json();',
  );
}

function python({ method, url, token, json, form, multipart }) {
  const more = [
    token && `headers={"api_access_token": "${token}"}`,
    json !== undefined && `json=${literal(json, STYLES.python)}`,
    form && `${multipart ? 'files' : 'data'}=${literal(pythonForm(form, multipart), STYLES.python)}`,
  ].filter(Boolean).map((argument) => `    ${indent(argument, '    ')},\n`).join('');
  return lines(
    'import requests', '',
    more ? `response = requests.${method.toLowerCase()}(\n    ${quote(url)},\n${more})` : `response = requests.${method.toLowerCase()}(${quote(url)})`,
    'data = response.json()',
  );
}

// A name of None makes requests send a plain field within a multipart body.
function pythonForm(form, multipart) {
  return Object.fromEntries(form.map(([name, value]) => [name, multipart && value !== FILE ? [null, value] : value]));
}

export const LANGUAGES = { curl: ['curl', curl], ruby: ['Ruby', ruby], javascript: ['JavaScript', javascript], python: ['Python', python] };
