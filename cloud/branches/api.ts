/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { type BranchFact, branchFacts, branchesIn, branchesOn, secretariesOf } from './branch-look-ups'
