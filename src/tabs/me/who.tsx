import { View } from '@tarojs/components'
import type { Me } from '@doorstep/contract/account'
import { go } from '../../platform/navigation/navigate'
import { Avatar } from '../../ui/display/avatar'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'
import { SignInButton } from '../../parts/sign-in-button'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

const noPhone = '还没留电话，网格员只能发消息找您'

/** Renders the account's name and phone. */
export function Who({ me }: { me: Me }) {
  const { name, phone } = me.account
  return (
    <Card onTap={() => go('account/settings')} label={`${name ?? '请写一个称呼'}，${phone ?? noPhone}，修改`}>
      <View className={styles.who}>
        <Avatar name={name ?? '我'} />
        <View className={styles.grow}>
          <Words size={20} bold>
            {name ?? '请写一个称呼'}
          </Words>
          <Words size={15} tone="second">
            {phone ?? noPhone}
          </Words>
        </View>
        <View className={styles.faint}>
          <Icon name="chevron" size={20} />
        </View>
      </View>
    </Card>
  )
}

/** Rendered while nobody is signed in: what signing in is for. */
export function Stranger() {
  return (
    <Card>
      <Stack>
        <Words size={20} bold heading>
          还没有登录
        </Words>
        <Words size={15} tone="second">
          不登录也能找网格员、看公告。登录后可以提诉求、收进展，不用手机号。
        </Words>
        <SignInButton kind="primary">微信登录</SignInButton>
      </Stack>
    </Card>
  )
}

/** Renders the bound homes in one line. */
export function Homes({ homes }: { homes: Me['homes'] }) {
  const current = homes.find((home) => home.current) ?? homes[0]
  const others = homes.length - 1
  return (
    <ListRow
      title="我的住处"
      quiet
      chevron
      line={current ? `${current.building.name}${others > 0 ? `，另有 ${others} 处` : ''}` : '还没登记，登记后才知道交给哪位网格员'}
      onTap={() => go('account/homes')}
    />
  )
}
