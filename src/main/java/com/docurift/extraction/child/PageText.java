package com.docurift.extraction.child;

/**
 * What was read from one page.
 *
 * @param page its number, from 1
 * @param width in points (1/72 inch) as seen by a reader, that is after rotation
 * @param height in points
 * @param text its lines, separated by line feeds
 * @param confidence 0–1: the share of its characters with a known meaning; 0 without any
 */
record PageText(int page, double width, double height, String text, double confidence) {}
