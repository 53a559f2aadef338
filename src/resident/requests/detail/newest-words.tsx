import type { TimelineEvent } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { Attached } from '../../../parts/attachments'
import { Avatar } from '../../../ui/display/avatar'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import styles from './detail.module.css'
import { hasTelling, whoDid } from './newest'

/** Renders the newest words about a request: who, when, what, with what they attached. */
export function NewestWords({ of: event, now }: { of: TimelineEvent; now: number }) {
  const { name, role } = whoDid(event)
  return (
    <View className={styles.newest}>
      <Avatar name={name} size={36} />
      <View className={styles.said}>
        <Words size={15} tone="second">
          <Words size={15} bold inline>
            {name}
          </Words>
          {` ${[role, moment(event.at, now)].filter(Boolean).join(' · ')}`}
        </Words>
        {hasTelling(event) && <Words bold>{event.title}</Words>}
        {event.text !== '' && <Words asWritten>{event.text}</Words>}
        <Attached small files={event.files} />
      </View>
    </View>
  )
}
