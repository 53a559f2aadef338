import type { Counter } from '@doorstep/contract/queue/views'
import { View } from '@tarojs/components'
import { aria } from '../../ui/aria'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

interface QueuesProps {
  of: Counter['queues']
  /** The queue's letter; undefined calls from all queues. */
  chosen: string | undefined
  choose: (letter: string | undefined) => void
}

/** Renders the choice of the queue to call from: its letter is printed on the tickets; its services are shown once chosen. */
export function Queues({ of: queues, chosen, choose }: QueuesProps) {
  const names = queues.find(({ letter }) => letter === chosen)?.names.join('、')
  return (
    <Stack gap={8}>
      <View className={styles.queues} {...aria({ role: 'radiogroup', label: '叫哪一队' })}>
        <View
          className={chosen === undefined ? styles.queueOn : styles.queue}
          onClick={() => choose(undefined)}
          {...aria({ role: 'radio', label: '全部', checked: chosen === undefined })}
        >
          全部
        </View>
        {queues.map((queue) => {
          const on = queue.letter === chosen
          const label = `${queue.letter} 队，${queue.names.join('、')}，${queue.waiting} 人等候`
          return (
            <View
              key={queue.letter}
              className={on ? styles.queueOn : styles.queue}
              onClick={() => choose(queue.letter)}
              {...aria({ role: 'radio', label, checked: on })}
            >
              {`${queue.letter} 队 ${queue.waiting} 人`}
            </View>
          )
        })}
      </View>
      {names !== undefined && (
        <Words size={13} tone="third">
          {names}
        </Words>
      )}
    </Stack>
  )
}
