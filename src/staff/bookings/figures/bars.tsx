import { View } from '@tarojs/components'
import { useState } from 'react'
import { aria } from '../../../ui/aria'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { cx } from '../../../ui/cx'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import styles from './index.module.css'

interface Row {
  key: string
  label: string
  /** 0 to 100; null draws no bar. */
  percent: number | null
  /** Text next to the bar: `62% · 31/50`. */
  says: string
}

/** Renders bars from left to right, each with its name and number as text, so that screen readers need nothing else. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <View {...aria({ role: 'list' })}>
      {rows.map(({ key, label, percent, says }) => (
        <View key={key} className={styles.row} {...aria({ role: 'listitem', label: `${label}，${says}` })}>
          <View className={styles.rowHead}>
            <View className={styles.rowName}>{label}</View>
            <View className={styles.rowSays}>{says}</View>
          </View>
          <View className={styles.track}>
            <View className={styles.fill} style={{ width: `${percent ?? 0}%` }} />
          </View>
        </View>
      ))}
    </View>
  )
}

interface Column {
  key: string
  label: string
  value: number
  /** The total that `value` is part of, drawn pale behind it. */
  of?: number
  /** Text for the table and screen readers. */
  says: string
}

interface ColumnsProps {
  title: string
  /** How the numbers are calculated, and from what. */
  formula: string
  columns: readonly Column[]
  legend?: { value: string; of: string }
}

/** Number of labels that fit under the columns of a phone. */
const labels = 6

/** Renders columns over time, with the same numbers as a table behind one tap; screen readers get the table's text. */
export function Columns({ title, formula, columns, legend }: ColumnsProps) {
  const [table, setTable] = useState(false)
  const top = Math.max(1, ...columns.map(({ value, of = 0 }) => Math.max(value, of)))
  const step = Math.max(1, Math.ceil(columns.length / labels))
  const high = (value: number) => `${Math.round((value / top) * 100)}%`
  return (
    <Card title={title}>
      <Stack gap={8}>
        <Words size={13} tone="third">
          {formula}
        </Words>
        {legend && (
          <View className={styles.legend} {...aria({ hidden: true })}>
            <View className={cx(styles.dot, styles.dotValue)} />
            {legend.value}
            <View className={cx(styles.dot, styles.dotOf)} />
            {legend.of}
          </View>
        )}
        {columns.length === 0 ? (
          <Words tone="second">这段时间没有数。</Words>
        ) : (
          <View className={styles.chart} {...aria({ role: 'img', label: `${title}：${columns.map(({ says }) => says).join('；')}` })}>
            <View className={styles.top}>{top}</View>
            <View className={styles.columns}>
              {columns.map(({ key, value, of }) => (
                <View key={key} className={styles.column}>
                  {of !== undefined && <View className={styles.whole} style={{ height: high(of) }} />}
                  <View className={styles.part} style={{ height: high(value) }} />
                </View>
              ))}
            </View>
            <View className={styles.labels}>
              {columns.map(({ key, label }, index) =>
                index % step === 0 ? (
                  <View key={key} className={styles.label} style={{ left: `${((index + 0.5) / columns.length) * 100}%` }}>
                    {label}
                  </View>
                ) : null,
              )}
            </View>
          </View>
        )}
        {columns.length > 0 && (
          <Button kind="quiet" small label={`${title}，${table ? '收起表格' : '看表格'}`} onTap={() => setTable(!table)}>
            {table ? '收起表格' : '看表格'}
          </Button>
        )}
        {table && (
          <View>
            {columns.map(({ key, says }) => (
              <View key={key} className={styles.line}>
                {says}
              </View>
            ))}
          </View>
        )}
      </Stack>
    </Card>
  )
}
