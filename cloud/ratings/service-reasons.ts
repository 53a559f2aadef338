import { serviceReasons } from '@doorstep/contract/services/words'
import * as v from 'valibot'

const Reasons = v.array(v.picklist(Object.keys(serviceReasons) as (keyof typeof serviceReasons)[]))

/** Returns the stored reasons of a rating of a service in words. */
export const reasonsInWords = (stored: unknown): string[] => v.parse(Reasons, stored).map((reason) => serviceReasons[reason])
