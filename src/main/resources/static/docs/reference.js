import {
  LANGUAGES, content, dereference, exampleIn, fieldsOf, plain, readFrom, requestFor, textOf, typeName,
} from './samples.js';

// Renders /openapi.json as a reference page. Whatever the document says reaches the page as text nodes only.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
let openapi = {};
// The page's own ids have dashes where an operation id could be the same word.
const byId = (id) => document.getElementById(id);

/** Makes an element; attributes that are false, null or undefined are left out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// ---- Code blocks, tabs and copying ----

let language = remembered();
const tabGroups = [];

// Private windows and strict settings refuse storage; the page then starts with curl each time.
function remembered() {
  try {
    const choice = localStorage.getItem('reference-language');
    return Object.hasOwn(LANGUAGES, choice) ? choice : 'curl';
  } catch {
    return 'curl';
  }
}

function remember(choice) {
  try {
    localStorage.setItem('reference-language', choice);
  } catch {
    announce('Your browser does not keep the language for the next visit');
  }
}

function announce(text) {
  byId('live-announcement').textContent = text;
}

/** Strings get a colour of their own: enough to find one's way, without a parser for each language. */
function highlighted(text) {
  return text.split(/("(?:[^"\\]|\\.)*")/).map((part, at) => (at % 2 ? make('span', { class: 'string' }, part) : part));
}

function copyButton(what, code) {
  const button = make('button', { type: 'button', class: 'copy', 'aria-label': `Copy ${what}` }, 'Copy');
  button.addEventListener('click', () => copy(code, button));
  return button;
}

async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
    announce('Copied');
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  } catch {
    // Without HTTPS there is no clipboard: select the code so that one key press copies it.
    getSelection().selectAllChildren(code);
    announce('Selected; press the copy keys');
  }
}

function codeBlock(title, value) {
  const code = make('code', {}, highlighted(JSON.stringify(value, null, 2)));
  return make('figure', {},
    make('figcaption', {}, title, copyButton(title, code)),
    make('pre', { tabindex: 0 }, code));
}

function requestTabs(id, title, request) {
  const code = make('code');
  const tabs = Object.entries(LANGUAGES).map(([key, [label]]) => make('button',
    { type: 'button', role: 'tab', id: `${id}--${key}`, 'data-language': key, 'aria-controls': `${id}--code` }, label));
  const list = make('div', { role: 'tablist', 'aria-label': `Language of the sample: ${title}` }, tabs);
  const panel = make('pre', { role: 'tabpanel', id: `${id}--code`, tabindex: 0 }, code);
  list.addEventListener('click', ({ target }) => target.dataset.language && choose(target.dataset.language, list));
  list.addEventListener('keydown', (event) => moveBetween(tabs, event));
  tabGroups.push(() => show(tabs, panel, code, request));
  tabGroups.at(-1)();
  return make('figure', {}, make('figcaption', {}, title, copyButton(`sample: ${title}`, code)), list, panel);
}

function show(tabs, panel, code, request) {
  for (const tab of tabs) {
    const chosen = tab.dataset.language === language;
    tab.setAttribute('aria-selected', chosen);
    tab.tabIndex = chosen ? 0 : -1;
    if (chosen) panel.setAttribute('aria-labelledby', tab.id);
  }
  code.replaceChildren(...highlighted(LANGUAGES[language][1](request)));
}

/** Every sample changes its language, and with it its height; the one under the reader's eyes stays in place. */
function choose(choice, list) {
  const before = list.getBoundingClientRect().top;
  language = choice;
  remember(choice);
  tabGroups.forEach((update) => update());
  scrollBy({ top: list.getBoundingClientRect().top - before, behavior: 'instant' });
}

function moveBetween(tabs, event) {
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = tabs.at(to % tabs.length);
  tab.focus();
  tab.click();
}

// ---- Operations ----

function readOperations() {
  return Object.entries(openapi.paths ?? {}).flatMap(([path, item]) => METHODS
    .filter((method) => item[method])
    .map((method) => operationOf(path, method, item)));
}

function operationOf(path, method, item) {
  const operation = item[method];
  const security = operation.security ?? openapi.security ?? [];
  return {
    ...operation, path, method,
    id: operation.operationId ?? slug(`${method} ${path}`),
    title: operation.summary || `${method.toUpperCase()} ${path}`,
    tag: operation.tags?.[0] ?? 'Other',
    parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(dereference),
    requestBody: dereference(operation.requestBody),
    open: security.length === 0 || security.some((way) => Object.keys(way).length === 0),
  };
}

function byTag(operations) {
  const known = (openapi.tags ?? []).map((tag) => [tag.name, []]);
  const groups = new Map(known);
  for (const operation of operations) {
    if (!groups.has(operation.tag)) groups.set(operation.tag, []);
    groups.get(operation.tag).push(operation);
  }
  return [...groups].filter(([, members]) => members.length);
}

const badge = (method) => make('span', { class: `method ${method}` }, method.toUpperCase());

/** Paragraphs at blank lines, and code between backticks; nothing else is read as markup. */
function prose(text) {
  return (text ?? '').split(/\n\s*\n/).filter((each) => each.trim()).map((each) => make('p', {}, inline(each)));
}

function inline(text) {
  return text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? make('code', {}, part) : part));
}

function fact(label, value) {
  return value && make('li', {}, `${label} `, make('code', {}, value));
}

function renderOperation(operation) {
  const heading = make('h3', { id: `${operation.id}--title` },
    make('a', { class: 'anchor', href: `#${operation.id}` }, operation.title));
  return make('article', { id: operation.id, class: 'entry', 'aria-labelledby': heading.id },
    make('div', { class: 'text' },
      heading,
      make('p', { class: 'path' }, badge(operation.method), make('code', {}, operation.path)),
      operation.deprecated && make('p', { class: 'warning' }, 'Deprecated: it still works, but do not build on it.'),
      prose(operation.description),
      make('ul', { class: 'chips' }, fact('Role', operation['x-role']), fact('Scope', operation['x-scope']),
        operation['x-bots'] === true && make('li', {}, 'Agent bots may call it')),
      renderParameters(operation), renderBody(operation), renderResponses(operation)),
    make('div', { class: 'code' },
      requestTabs(operation.id, operation.title, requestFor(operation)), successSample(operation)));
}

function renderParameters({ parameters }) {
  const places = [['path', 'Path parameters'], ['query', 'Query parameters'], ['header', 'Headers']];
  return places.map(([place, title]) => {
    const fields = parameters.filter((each) => each.in === place).map((each) => ({
      name: each.name, required: each.required, schema: { ...plain(each.schema), ...described(each) },
    }));
    return fieldTable(title, fields);
  });
}

const described = ({ description }) => (description ? { description } : {});

function renderBody({ requestBody }) {
  const body = content(requestBody);
  if (!body) return null;
  const schema = plain(body.schema);
  const kind = body.type.includes('json') ? 'Body' : `Body (${body.type})`;
  const fields = fieldsOf(schema).filter((field) => !field.schema.readOnly);
  return [fieldTable(kind, fields), !fields.length && make('p', {}, `${kind}: ${typeName(schema)}`)];
}

function fieldTable(title, fields) {
  if (!fields.length) return null;
  const heads = ['Name', 'Type', 'Required', 'Description'].map((head) => make('th', { scope: 'col' }, head));
  return make('table', {},
    make('caption', {}, title), make('thead', {}, make('tr', {}, heads)), make('tbody', {}, fields.map(fieldRow)));
}

function fieldRow({ name, schema, required }) {
  return make('tr', {},
    make('th', { scope: 'row' }, make('code', {}, name)),
    make('td', { class: 'type' }, typeName(schema)),
    make('td', { class: required ? 'required' : 'optional' }, required ? 'required' : 'optional'),
    make('td', {}, inline(schema.description ?? ''), limits(schema), nested(schema)));
}

function limits(schema) {
  const values = schema.enum ?? plain(schema.items).enum;
  const notes = [
    schema.default !== undefined && ['Default', schema.default],
    schema.maxLength !== undefined && ['Characters at most', schema.maxLength],
    schema.minimum !== undefined && ['At least', schema.minimum],
    schema.maximum !== undefined && ['At most', schema.maximum],
  ].filter(Boolean);
  return [
    values && make('p', { class: 'values' }, 'One of ', values.flatMap((value) => [make('code', {}, String(value)), ' '])),
    notes.map(([label, value]) => make('p', { class: 'values' }, `${label} `, make('code', {}, textOf(value)))),
  ].flat();
}

/** Fields inside a field, made when first opened: that bounds schemas which contain themselves. */
function nested(schema) {
  if (!fieldsOf(schema).length) return null;
  return opening(['Fields'], () => [fieldTable('Fields', fieldsOf(schema))]);
}

function opening(summary, contents) {
  const details = make('details', {}, make('summary', {}, summary));
  details.addEventListener('toggle', () => details.append(...contents().filter(Boolean)), { once: true });
  return details;
}

const responsesOf = (operation) => Object.entries(operation.responses ?? {})
  .map(([status, response]) => ({ status, ...dereference(response) }));

function renderResponses(operation) {
  const responses = responsesOf(operation);
  return responses.length > 0 && make('section', { class: 'responses' },
    make('h4', {}, 'Responses'), responses.map((response) => renderResponse(response, successOf(operation))));
}

// The sample of the success stands beside the text already.
function renderResponse(response, success) {
  const media = content(response);
  const summary = [make('span', { class: `status s${response.status[0]}` }, response.status), ' ', ...inline(response.description ?? '')];
  if (!media) return make('p', { class: 'bare-response' }, summary);
  return opening(summary, () => [
    response.status !== success?.status && codeBlock(`Response ${response.status}`, exampleIn(media)),
    fieldTable('Fields', fieldsOf(plain(media.schema))),
  ]);
}

const successOf = (operation) => responsesOf(operation).find((response) => response.status[0] === '2');

function successSample(operation) {
  const success = successOf(operation);
  const media = content(success);
  return media && codeBlock(`Response ${success.status}`, exampleIn(media));
}

// ---- The page around them ----

function renderTag([name, operations]) {
  const id = `tag-${slug(name)}`;
  const description = openapi.tags?.find((tag) => tag.name === name)?.description;
  return make('section', { 'aria-labelledby': id },
    make('header', { class: 'tag' }, make('h2', { id }, name), prose(description)), operations.map(renderOperation));
}

function renderTagContents([name, operations]) {
  const links = operations.map((operation) => make('li', { 'data-words': wordsOf(operation) },
    make('a', { href: `#${operation.id}` }, make('span', {}, operation.title), badge(operation.method))));
  return make('section', { class: 'of-operations' }, make('h2', {}, make('a', { href: `#tag-${slug(name)}` }, name)), make('ul', {}, links));
}

const wordsOf = ({ method, path, title, tag, id }) => [method, path, title, tag, id].join(' ').toLowerCase();

function filterContents() {
  const words = byId('filter-box').value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const item of document.querySelectorAll('#contents-list [data-words]')) {
    item.hidden = !words.every((word) => item.dataset.words.includes(word));
    found += item.hidden ? 0 : 1;
  }
  for (const group of document.querySelectorAll('#contents-list .of-operations')) {
    group.hidden = !group.querySelector('li:not([hidden])');
  }
  byId('filter-count').textContent = words.length ? `${found} ${found === 1 ? 'operation' : 'operations'}` : '';
}

function toggleMenu(open) {
  byId('menu-button').setAttribute('aria-expanded', open);
  document.body.classList.toggle('menu-open', open);
}

function markWhereTheReaderIs() {
  const links = new Map([...document.querySelectorAll('#contents-list a')].map((link) => [link.hash.slice(1), link]));
  let current = null;
  const observer = new IntersectionObserver((entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    if (!seen) return;
    current?.removeAttribute('aria-current');
    current = links.get(seen.target.id);
    current?.setAttribute('aria-current', 'true');
    if (current) keepInView(current);
  }, { rootMargin: '-15% 0px -80% 0px' });
  document.querySelectorAll('.entry').forEach((entry) => observer.observe(entry));
}

// scrollIntoView would move the page as well, and stop the reader's own scrolling.
function keepInView(link) {
  const navigation = byId('navigation-pane');
  const { top, bottom } = link.getBoundingClientRect();
  if (top < 80 || bottom > innerHeight) navigation.scrollTop += top - innerHeight / 2;
}

function followHash() {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  target?.scrollIntoView({ behavior: 'instant' });
}

function fillIntroduction() {
  document.querySelectorAll('[data-origin]').forEach((place) => { place.textContent = location.origin; });
  document.querySelectorAll('[data-sample]').forEach((place, at) => {
    const [method, path] = place.dataset.sample.split(' ');
    place.append(requestTabs(`introduction-${at}`, place.dataset.title, { method, url: location.origin + path, token: 'YOUR_TOKEN' }));
  });
  document.querySelectorAll('main figure:not(:has(button))').forEach((figure) => {
    const caption = figure.querySelector('figcaption');
    caption.append(copyButton(caption.textContent, figure.querySelector('code')));
  });
}

function fillFromDocument() {
  byId('document-version').textContent = openapi.info?.version ? ` (version ${openapi.info.version})` : '';
  const schemes = Object.values(openapi.components?.securitySchemes ?? {});
  const scopes = schemes.flatMap((scheme) => Object.values(scheme.flows ?? {})).flatMap((flow) => Object.keys(flow.scopes ?? {}));
  byId('oauth-scopes').append(...[...new Set(scopes)].map((scope) => make('li', {}, make('code', {}, scope))));
}

function renderReference() {
  const groups = byTag(readOperations());
  const page = document.createDocumentFragment();
  page.append(...groups.map(renderTag));
  byId('contents-list').append(...groups.map(renderTagContents));
  byId('operation-list').replaceChildren(page);
}

async function loadDocument() {
  const response = await fetch('/openapi.json', { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`/openapi.json answered ${response.status}`);
  return response.json();
}

function listen() {
  byId('filter-box').addEventListener('input', filterContents);
  byId('menu-button').addEventListener('click', () => toggleMenu(!document.body.classList.contains('menu-open')));
  byId('contents-list').addEventListener('click', ({ target }) => target.closest('a') && toggleMenu(false));
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && toggleMenu(false));
}

async function start() {
  fillIntroduction();
  listen();
  try {
    openapi = await loadDocument();
    readFrom(openapi);
    fillFromDocument();
    renderReference();
    markWhereTheReaderIs();
    followHash();
  } catch (failure) {
    byId('operation-list').replaceChildren(make('p', { class: 'notice', role: 'alert' }, `The reference could not be read: ${failure.message}`));
    console.error(failure);
  } finally {
    byId('operation-list').removeAttribute('aria-busy');
  }
}

start();
