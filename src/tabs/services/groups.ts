import { nationwide, type Phone } from '@doorstep/contract/emergencies'
import type { Category } from '@doorstep/contract/requests/views'

export interface Group {
  name: string
  categories: Category[]
}

/** Returns 办事目录: the categories by group, in the district's order. Emergencies are left out: they are phone numbers, not forms. */
export function groupsOf(categories: readonly Category[]): Group[] {
  const groups: Group[] = []
  for (const category of categories) {
    if (category.emergency) continue
    const group = groups.find(({ name }) => name === category.group)
    if (group) group.categories.push(category)
    else groups.push({ name: category.group, categories: [category] })
  }
  return groups
}

/** Returns the numbers for emergencies: the nationwide ones, then the district's own (gas, lifts). */
export function emergencyPhones(categories: readonly Category[]): Phone[] {
  const phones = [...nationwide]
  for (const phone of categories.flatMap(({ emergency }) => emergency ?? [])) {
    if (!phones.some(({ number }) => number === phone.number)) phones.push(phone)
  }
  return phones
}
