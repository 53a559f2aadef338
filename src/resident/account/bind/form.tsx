import type { Me } from '@doorstep/contract/account'
import { useElder } from '../../../platform/device/elder'
import { go } from '../../../platform/navigation/navigate'
import { Announce } from '../../../ui/layout/announce'
import { AskForHelp } from '../../../parts/ask-for-help'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Empty } from '../../../ui/layout/empty'
import { Field } from '../../../ui/input/field'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'
import { Bound } from './bound'
import { useBinding } from './use-binding'

const labels = ['我家', '爸妈家', '孩子家', '租的房'] as const
const unsaid = '不说'

/** Renders the binding form. Entrance and room are optional, with the reason for asking next to the question. */
export function BindForm({ me, home, building }: { me: Me; home: string; building: string }) {
  const { elder } = useElder()
  const form = useBinding(me, home, building)
  const { draft, errors, problem } = form
  if (form.done) return <Bound home={form.done} others={me.homes.length > 1 || !form.done.current} />
  if (!form.building) {
    return (
      <Screen>
        <Empty
          icon="door"
          title="先选您家的楼"
          text="扫门牌码、搜地址、从列表里选都可以。"
          action={{ text: '去选楼', onTap: () => go('grids/find'), primary: true }}
        />
      </Screen>
    )
  }
  const { name, address, communityName, gridCode, gridName, units } = form.building
  const chosenLabel = labels.find((label) => label === draft.values.label)
  return (
    <Screen
      title={form.home ? '修改住处' : '登记住处'}
      bar={
        <Button kind="primary" busy={form.sending} onTap={form.submit}>
          {form.home ? '保存' : '登记'}
        </Button>
      }
    >
      <Card>
        <ListRow
          title={name}
          line={`${address} · ${communityName} ${gridName}`}
          end={
            <Button small label="换一栋楼" onTap={form.otherBuilding}>
              换
            </Button>
          }
        />
      </Card>
      {units.length > 0 && (
        <Card>
          <Choice
            label="几单元"
            optional
            across
            help="报修、送通知时知道从哪个门进"
            value={draft.values.unit || unsaid}
            options={[...units, unsaid].map((unit) => ({ value: unit, label: unit }))}
            onChange={(unit) => draft.set({ unit: unit === unsaid ? '' : unit })}
            error={errors.unit}
          />
        </Card>
      )}
      <Card>
        <Field
          label="门牌号"
          optional
          max={20}
          placeholder="例如 401"
          help="只有您提诉求时，办这件事的人才看得到；保存时加密。不填也能用。"
          revision={form.moves}
          initial={draft.values.room}
          onText={(room) => draft.note({ room })}
          error={errors.room}
        />
      </Card>
      {!elder && (
        <Card>
          <Choice
            label="叫它什么"
            across
            help="家里有几处住房时，好分清"
            value={chosenLabel}
            options={labels.map((label) => ({ value: label, label }))}
            onChange={(label) => draft.set({ label })}
            error={errors.label}
          />
        </Card>
      )}
      {problem && (
        <Card tone="warning">
          <Announce urgent seen>
            {problem.detail}
          </Announce>
          {problem.code === 'tooManyHomes' && (
            <Button small onTap={() => go('account/homes')}>
              管理我的住处
            </Button>
          )}
        </Card>
      )}
      <AskForHelp grid={gridCode} />
      {!form.home && (
        <Words size={15} tone="second">
          登记后您能收到这里的公告，提的事直接交给{communityName}
          {gridName}的网格员。随时可以修改或移走。
        </Words>
      )}
    </Screen>
  )
}
