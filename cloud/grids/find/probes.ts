/** Buildings that are enough to rank: further search terms would only add others with less in common. */
const enough = 200
/** More buildings than are ranked for the sake of one term, unless there is no other. */
const tooMany = 5000

/**
 * Returns the search terms by which an inexact search asks the index, rarest first: a building with `least` of n terms has at least one of
 * any n − least + 1 of them, and the common ones would find nearly every building. `buildings` says how many buildings have a term; of a
 * rare one it says nothing.
 */
export function probesOf(grams: readonly string[], least: number, buildings: ReadonlyMap<string, number>): string[] {
  const having = (gram: string) => buildings.get(gram) ?? 0
  const rarest = [...grams].sort((a, b) => having(a) - having(b)).slice(0, grams.length - least + 1)
  let found = 0
  return rarest.filter((gram, at) => {
    const wanted = at === 0 || (found < enough && having(gram) <= tooMany)
    found += having(gram)
    return wanted
  })
}
