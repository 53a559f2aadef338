import type { Category } from '@doorstep/contract/requests/views'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import type { Filing } from './filing'
import { Summary } from './summary'
import type { useFiling } from './use-filing'

interface WaitingProps {
  values: Filing
  /** Undefined until it was read. */
  category: Category | undefined
  filing: ReturnType<typeof useFiling>
}

/** Renders a request that was sent without network: what will go out, and the ways to change it or to try at once. */
export const Waiting = ({ values, category, filing }: WaitingProps) => (
  <Screen
    title="等着发出"
    bar={
      <>
        <Button onTap={filing.edit}>改一改</Button>
        {category && (
          <Button kind="primary" busy={filing.sending} onTap={() => filing.submit(category)}>
            现在再发一次
          </Button>
        )}
      </>
    }
  >
    <Announce seen>没有网络，内容已经存好。连上网会自动发出，只发一次；您可以先离开这一页。</Announce>
    <Card>
      <Summary of={values} category={category} />
    </Card>
  </Screen>
)
