import { back, useParams } from '../../../platform/navigation/navigate'
import { Announce } from '../../../ui/layout/announce'
import { AskForHelp } from '../../../parts/ask-for-help'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { Field } from '../../../ui/input/field'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Timeline } from '../../../ui/display/timeline'
import { useCorrection } from './use-correction'

/** Renders the report “not my grid”, what happens next, and who is responsible meanwhile. */
export default function CorrectGrid() {
  const params = useParams('building')
  const form = useCorrection(params.building)
  const { building, receipt } = form
  if (receipt) {
    return (
      <Screen bar={<Button onTap={back}>知道了</Button>}>
        <Empty icon="check" title="已经交给街道核对" text={`${receipt.buildingName}，现在显示的是${receipt.shownGrid.name}`} />
        <Card title="接下来">
          <Timeline
            steps={[
              { key: 'said', title: '您说这不是您的网格', at: receipt.createdAt, line: receipt.said, state: 'done' },
              { key: 'check', title: '街道核对这栋楼归哪个网格', state: 'now' },
              { key: 'told', title: '结果发到您的通知里', line: '如果改了，您的住处会自动跟着换，不用重新登记', state: 'next' },
            ]}
          />
        </Card>
        <Card>
          <ListRow title="核对期间" quiet line={`有事仍可找${receipt.shownGrid.name}的网格员，不会没人管`} />
        </Card>
      </Screen>
    )
  }
  return (
    <Screen
      bar={
        <Button kind="primary" busy={form.sending} {...(!building && { why: '请先选是哪栋楼' })} onTap={form.submit}>
          交给街道核对
        </Button>
      }
    >
      <Card title="是哪栋楼">
        <ListRow
          title={building?.name ?? '请选一栋楼'}
          line={building ? `现在显示归${building.communityName} · ${building.gridName}` : '搜地址或从列表里选'}
          chevron
          onTap={form.choose}
        />
      </Card>
      <Card>
        <Field
          label="应该是哪个网格，或者哪里不对"
          help="知道多少写多少，街道的同志会核对"
          long
          max={200}
          initial={form.draft.values.said}
          onText={(said) => form.draft.note({ said })}
          error={form.error}
        />
      </Card>
      <AskForHelp grid={building?.gridCode} />
      {form.problem && (
        <Announce urgent seen>
          {form.problem.detail}
        </Announce>
      )}
    </Screen>
  )
}
