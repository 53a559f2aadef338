import { View } from '@tarojs/components'
import { go } from '../../platform/navigation/navigate'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { SignInButton } from '../../parts/sign-in-button'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

/** Rendered while no grid is known: asks to find one, and why. */
export function FindPrompt({ signedIn }: { signedIn: boolean }) {
  return (
    <Card>
      <Stack>
        <View className={styles.prompt}>
          <View className={styles.tile}>
            <Icon name="door" />
          </View>
          <View className={styles.grow}>
            <Words size={20} bold heading>
              先找到您家的网格
            </Words>
            <Words size={15} tone="second">
              找到后，就知道谁管您家门口的事、电话多少、现在谁值班。
            </Words>
          </View>
        </View>
        <Button kind="primary" icon="search" block onTap={() => go('grids/find')}>
          找我的网格
        </Button>
        {!signedIn && <SignInButton kind="quiet">以前登记过住处，登录找回</SignInButton>}
      </Stack>
    </Card>
  )
}

/** Rendered while a grid is shown but no home is bound: what binding adds. */
export function BindPrompt({ buildingCode, buildingName }: { buildingCode: string; buildingName: string }) {
  return (
    <Card>
      <View className={styles.prompt}>
        <View className={styles.grow}>
          <Words bold>您正在看 {buildingName}</Words>
          <Words size={15} tone="second">
            登记成您的家，才能收到这里的公告和办理进展。
          </Words>
        </View>
        <Button small kind="outline" label={`把${buildingName}登记成我的家`} onTap={() => go('account/bind', { building: buildingCode })}>
          登记
        </Button>
      </View>
    </Card>
  )
}
