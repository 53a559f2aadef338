import type { ComponentProps } from 'react'
import { Field } from '../../../ui/input/field'

/** Who reads what staff write in a field: residents, only staff, or nobody, since it is a search, a number or a code. */
type Reader = 'resident' | 'inside' | 'nobody'

const marks = { resident: '居民看得到', inside: '内部' } as const

type StaffFieldProps = Omit<ComponentProps<typeof Field>, 'mark'> & { readBy: Reader }

/** Renders a text field of staff, which says beside its label who reads it. */
export const StaffField = ({ readBy, ...field }: StaffFieldProps) => (
  <Field {...field} {...(readBy !== 'nobody' && { mark: marks[readBy] })} />
)
