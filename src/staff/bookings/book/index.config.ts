export default definePageConfig({ navigationBarTitleText: '替人预约' })
