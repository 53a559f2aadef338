import { View } from '@tarojs/components'
import type { TicketView } from '@doorstep/contract/queue/views'
import { useElder } from '../../../platform/device/elder'
import { canReadAloud } from '../../../platform/device/media/speech'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { isOpenTicket } from '../../../parts/booking/ticket-row'
import { cx } from '../../../ui/cx'
import { ReadAloud } from '../../../ui/display/read-aloud'
import { Stack } from '../../../ui/layout/stack'
import { ticketStatusOf } from './ticket-status'
import styles from './ticket.module.css'

/** Renders the number and its position; changes are announced to screen readers, a call immediately. */
export function Number({ of: t }: { of: TicketView }) {
  const { elder } = useElder()
  const { headline, detail, tone, urgent } = ticketStatusOf(t)
  // The estimate changes every minute: only the number of people ahead is worth an announcement.
  const spoken = [`${t.number}，${headline}`, (urgent || t.state !== 'waiting') && detail].filter(Boolean).join('。')
  return (
    <>
      <Card {...(tone ? { tone } : {})}>
        <View className={styles.service}>{t.serviceName}</View>
        <View className={cx(styles.number, !isOpenTicket(t) && styles.over)}>{t.number}</View>
        <View className={cx(styles.headline, t.state === 'called' && styles.called)}>{headline}</View>
        {detail !== '' && <View className={styles.detail}>{detail}</View>}
        <Announce>{urgent ? '' : spoken}</Announce>
        <Announce urgent>{urgent ? spoken : ''}</Announce>
      </Card>
      {elder && canReadAloud() && (
        <Stack across>
          <ReadAloud text={`您的号是 ${t.number}。${headline}。${detail}`} />
        </Stack>
      )}
    </>
  )
}
