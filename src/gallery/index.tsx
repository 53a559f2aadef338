import { Text, View } from '@tarojs/components'
import { useLayoutEffect } from 'react'
import { showElder } from '../platform/device/elder'
import { useParams } from '../platform/navigation/navigate'
import { Screen } from '../ui/layout/screen'
import { Stack } from '../ui/layout/stack'
import { Displayed } from './displayed'
import styles from './gallery.module.css'
import { LaidOut } from './laid-out'
import { Tokens } from './tokens'
import { Typed } from './typed'

const looks = [
  { look: 'plain', name: '普通', scheme: 'light' },
  { look: 'elder', name: '长辈版', scheme: 'light' },
  { look: 'dark', name: '深色', scheme: 'dark' },
] as const

/** Every primitive of src/ui; without `?look=` plain, elder and dark side by side. Only the browser preview has this page. */
export default function Gallery() {
  const { look } = useParams('look')
  return look === '' ? <SideBySide /> : <Primitives elder={look === 'elder'} />
}

/** A frame takes its theme from the scheme it is embedded with, so the dark one needs no setting of the device. */
const SideBySide = () => (
  <View className={styles.looks}>
    {looks.map(({ look, name, scheme }) => (
      <View key={look} className={styles.look}>
        <Text>{name}</Text>
        <iframe className={styles.frame} title={name} src={`?look=${look}#/gallery/index?look=${look}`} style={{ colorScheme: scheme }} />
      </View>
    ))}
  </View>
)

function Primitives({ elder }: { elder: boolean }) {
  useLayoutEffect(() => showElder(elder), [elder])
  return (
    <Screen>
      <Stack gap={24}>
        <Tokens />
        <Displayed />
        <Typed />
        <LaidOut />
      </Stack>
    </Screen>
  )
}
