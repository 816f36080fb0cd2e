/** Tests of the simulator: the distributions that it draws from, and the files that it writes. */
package io.reelrank.workbench.simulate;
