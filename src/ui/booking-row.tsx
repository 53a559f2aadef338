import { bookingStateWords } from '@doorstep/contract/booking-words'
import type { BookingRow as Booking } from '@doorstep/contract/bookings'
import { go } from '../platform/navigate'
import { Chip } from './chip'
import { ListRow } from './list-row'

/** One of her bookings in a list: what and for whom, the next step in words, the state. A running hold leads back to its form. */
export function BookingRow({ row }: { row: Booking }) {
  const { name, tone } = bookingStateWords[row.state]
  const title = row.forName === null ? row.serviceName : `${row.serviceName}(替${row.forName})`
  const open = () => (row.state === 'held' ? go('bookings/book', { holdId: row.id }) : go('bookings/detail', { id: row.id }))
  return <ListRow title={title} line={row.next} end={<Chip tone={tone}>{name}</Chip>} onTap={open} label={`${title},${name},${row.next}`} />
}
