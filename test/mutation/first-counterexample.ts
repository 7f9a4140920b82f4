import fc from 'fast-check';

// A mutant is found by the first counterexample; the smallest would take longer than all the rest.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
