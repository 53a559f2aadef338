import { ticketMachine } from '@doorstep/contract/queue/machine'
import type { StaffTicket } from '@doorstep/contract/queue/views'
import { ticketStateNames } from '@doorstep/contract/queue/words'
import { View } from '@tarojs/components'
import { callPhone } from '../../platform/device/call'
import { useWide } from '../../platform/device/wide'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { cx } from '../../ui/cx'
import { Icon } from '../../ui/display/icon'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { timeOfDay } from '../../ui/format'
import styles from './index.module.css'
import { saidOf, type Steps, type TicketStep } from './use-steps'

const shown = Object.keys(saidOf) as TicketStep[]

/** Returns how somebody came: at a booked time, or without booking. */
export const cameAs = ({ booked, startsAt }: StaffTicket) => (booked ? `预约${startsAt === null ? '' : ` ${timeOfDay(startsAt)}`}` : '现场')

interface CurrentProps {
  ticket: StaffTicket | undefined
  window: string
  steps: Steps
  /** Why nothing can be called now. */
  why: string | undefined
}

/** Renders the current ticket, large, and the actions on it. */
export function Current({ ticket, window, steps, why }: CurrentProps) {
  const wide = useWide()
  if (!ticket) {
    return (
      <Card>
        <View className={styles.none}>
          <View className={styles.noNumber}>—</View>
          <Words tone="second">{window}现在没有叫号</Words>
        </View>
      </Card>
    )
  }
  const phone = ticket.booking?.phone
  return (
    <Card>
      <Stack gap={16}>
        <View
          className={styles.current}
          {...aria({ role: 'group', label: `${window}，${ticketStateNames[ticket.state]} ${ticket.number}` })}
        >
          <Chip tone={ticket.state === 'serving' ? 'done' : 'info'}>{ticketStateNames[ticket.state]}</Chip>
          <View className={styles.number}>{ticket.number}</View>
          <View className={styles.person}>
            <Words bold>{[ticket.name, ticket.serviceName].filter(Boolean).join(' · ')}</Words>
            {phone != null && (
              <View
                className={styles.call}
                onClick={() => void callPhone(phone)}
                {...aria({ role: 'button', label: `给${ticket.name ?? '他'}打电话` })}
              >
                <Icon name="phone" size={20} />
              </View>
            )}
          </View>
          <Words size={15} tone="second">
            {cameAs(ticket)} · 等了 {ticket.waitedMinutes} 分钟
          </Words>
          {ticket.booking !== null && ticket.booking.note !== '' && (
            <Words size={15} tone="second">
              备注：{ticket.booking.note}
            </Words>
          )}
        </View>
        <View className={cx(styles.steps, wide && styles.across)}>
          {shown
            .filter((step) => ticket.actions.includes(step))
            .map((step) => (
              <Button key={step} disabled={why !== undefined} busy={steps.busy} onTap={() => steps.step(step, ticket)}>
                {ticketMachine[step].label}
              </Button>
            ))}
        </View>
      </Stack>
    </Card>
  )
}
