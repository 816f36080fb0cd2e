package io.reelrank.pages.nights;

/**
 * A reason of a night's verdict.
 *
 * @param level how it stands
 * @param words a sentence
 * @param section the section of the page that has the figures; empty for none
 */
record NightFinding(Wellness level, String words, String section) {}
