export default definePageConfig({ navigationBarTitleText: '和网格员对话', disableScroll: true })
