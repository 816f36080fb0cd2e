/**
 * What everything stands on: settings, files, the table store, the declared tables, and the pipeline that runs stages.
 *
 * <p>Every room may use it, except that the engine may use {@link io.reelrank.core.settings} only. It uses no other
 * room.
 *
 * <p>Nothing about one stage or one algorithm belongs here, but for its settings and its tables.
 */
package io.reelrank.core;
