export function whatToDo(asked: {
  env: Record<string, string | undefined>
  args: readonly string[]
  folder: string
}): 'make' | 'makeAgain' | 'clear' | 'leave'
