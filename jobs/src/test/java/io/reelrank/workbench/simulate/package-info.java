/** Tests of the simulator: the law it draws from, and the files it writes. */
package io.reelrank.workbench.simulate;
