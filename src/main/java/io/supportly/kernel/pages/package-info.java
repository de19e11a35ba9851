/// What all pages for people in a browser share: one layout, the account's brand, and the reader's language.
/// Their words stand in `pages/en.properties` and its like.
@NullMarked
package io.supportly.kernel.pages;

import org.jspecify.annotations.NullMarked;
