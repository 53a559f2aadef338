import type { RequestDetail } from '@doorstep/contract/requests/views'
import { kindNames, outcomeNames } from '@doorstep/contract/requests/words'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { Chip } from '../../../ui/display/chip'
import { Icon } from '../../../ui/display/icon'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { cx } from '../../../ui/cx'
import { aria } from '../../../ui/aria'
import styles from './detail.module.css'

const name = '编号、依据、核验'

/** Returns what is known of a request beside how it goes, each with its name: where and what, by which rule, for whom, who sees it. */
function factsOf(r: RequestDetail): [name: string, words: string][] {
  const rules = [...new Set(r.clocks.map(({ rule }) => rule))].filter((rule) => rule !== '')
  return [
    ['编号', r.number],
    ['事项', `${kindNames[r.kind]} · ${r.categoryName}`],
    ['地点', r.place],
    ...(r.handler ? [['谁在办', `${r.handler.title} ${r.handler.name}`] as [string, string]] : []),
    ...(r.outcome ? [['答复结果', outcomeNames[r.outcome]] as [string, string]] : []),
    ['依据', rules.join('\n')],
    ...r.answers.map(({ ask, value }): [string, string] => [ask, value]),
    ['谁的名义', r.filedAs ? `${r.filedAs.name}（${r.filedAs.contact?.name ?? '单位联系人'}提的）` : ''],
    ['替谁办', r.onBehalfOf ? `${r.onBehalfOf.name}（${r.onBehalfOf.relation}），本人同意已记下` : ''],
    ['谁能看到', r.seenBy.join('\n')],
  ]
}

/** Renders what one rarely needs of a request, folded in one row that opens in place: its facts, its record, taking it back. */
export function Details({ of: r, withdraw }: { of: RequestDetail; withdraw: () => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Card>
      <View className={styles.fold} onClick={() => setOpen(!open)} {...aria({ role: 'button', label: name, expanded: open })}>
        <View className={styles.foldName}>{name}</View>
        <View className={cx(styles.turn, open && styles.turned)}>
          <Icon name="chevron" size={20} />
        </View>
      </View>
      {open && (
        <View className={styles.facts}>
          <Stack gap={12}>
            {factsOf(r).map(
              ([label, words]) =>
                words !== '' && (
                  <View key={label}>
                    <Words size={13} tone="third">
                      {label}
                    </Words>
                    <Words size={15} asWritten>
                      {words}
                    </Words>
                  </View>
                ),
            )}
            <ListRow
              quiet
              title="办理记录没有被改动过吗"
              line="您可以自己核对，也可以导出带走"
              end={
                <Chip tone="done" dot>
                  可核验
                </Chip>
              }
              onTap={() => go('requests/verify', { id: r.id })}
              also="核验办理记录"
            />
            {r.actions.includes('withdraw') && (
              <Button kind="quiet" block onTap={withdraw}>
                撤回这件诉求
              </Button>
            )}
          </Stack>
        </View>
      )}
    </Card>
  )
}
