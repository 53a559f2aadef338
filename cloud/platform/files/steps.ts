/** Thrown when reading a file took more steps than a file of its size may take. */
export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps'
}

/** Counts the steps of reading a file and throws `OutOfSteps` past a budget, so that no file makes a reader work longer than its size allows. */
export class Steps {
  taken = 0

  constructor(readonly most: number) {}

  take(): void {
    this.taken += 1
    if (this.taken > this.most) throw new OutOfSteps()
  }
}
