import { acts, emptyAct } from './acts'

test.each(Object.entries(acts))('an empty form of %s says in Chinese what is missing', (_, { check: checked }) => {
  const found = checked(emptyAct)
  expect(found.ok ? [] : Object.values(found.errors).filter((words) => !/^[\u4e00-\u9fff，“”0-9 ]+$/u.test(words))).toEqual([])
})
