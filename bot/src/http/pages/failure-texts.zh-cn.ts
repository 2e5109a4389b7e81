import type { FailureTexts } from './failure-text-shape.ts';

const again = '请返回您点击“开始虚拟就诊”的页面，再点击一次。';

export const failureTextsZhCn: FailureTexts = {
  'signin-required': { title: '请登录', advice: '此页面仅供工作人员使用。请使用您的工作帐户登录后重试。' },
  'signin-refused': {
    title: 'Microsoft 登录未成功',
    advice: `${again}如果再次发生，请将下方的参考编号告知您的 Microsoft 365 管理员。`,
  },
  'origin-refused': { title: '此请求并非来自我们的页面', advice: again },
  'other-organisation': {
    title: '此帐户属于其他组织',
    advice:
      '请使用医院为您提供的帐户登录。如果您已经这样做，请咨询 Microsoft 365 管理员：新组织由其 Teams 管理员在选项卡中开通。',
  },
  'organisation-not-entered': {
    title: '您的组织尚未在此开始使用',
    advice: '作为 Teams 管理员，您可以开始：在 Teams 中打开此应用的选项卡或打开门户，并填写组织名称。',
  },
  'connection-unknown': {
    title: '无法识别该地址',
    advice: '电子病历系统中的启动地址不属于任何连接。请让电子病历系统管理员从配置门户重新粘贴。',
  },
  'connection-disabled': {
    title: '虚拟就诊已关闭',
    advice: '管理员已停用此连接。请咨询 Microsoft 365 管理员。',
  },
  'launch-issuer-unknown': {
    title: '电子病历系统使用了错误的连接',
    advice: '测试与生产环境可能弄反了。请让电子病历系统管理员将启动地址与配置门户核对。',
  },
  'launch-incomplete': {
    title: '启动信息不完整',
    advice: `缺少电子病历系统应当发送的内容。${again}如果再次发生，请咨询电子病历系统管理员。`,
  },
  'launch-expired': {
    title: '此次启动已失效',
    advice: `它已被使用、已超时，或是在另一个浏览器中开始的。${again}`,
  },
  'launch-refused-by-ehr': {
    title: '电子病历系统拒绝了此次启动',
    advice: `${again}如果再次发生，请向电子病历系统管理员确认该应用是否已为您启用。`,
  },
  'launch-identity-invalid': {
    title: '我们无法核实您的身份',
    advice:
      '电子病历系统发送的内容未通过检查，因此没有打开任何内容。请将下方的参考编号告知电子病历系统管理员。',
  },
  'launch-wrong-side': {
    title: '这个入口不适用于您',
    advice: '医护人员与患者使用不同的入口，现在弄反了。请让电子病历系统管理员将记录与配置门户核对。',
  },
  'launch-scope-missing': {
    title: '电子病历系统授予的权限不足',
    advice: '该应用未获得查找就诊所需的权限。请让电子病历系统管理员将已授予的权限与配置门户核对。',
  },
  'launch-visit-unconfirmed': {
    title: '我们无法确认此次就诊',
    advice: `电子病历系统未确认此次就诊属于您，因此没有打开任何内容。${again}如果再次发生，请致电服务台。`,
  },
  'launch-rate-limited': { title: '同时开始的就诊过多', advice: `请稍候。${again}` },
  'ehr-unavailable': { title: '电子病历系统没有响应', advice: `请稍候。${again}` },
  'ehr-untrusted': {
    title: '无法信任电子病历系统的响应',
    advice: '响应的并非此连接所批准的系统，因此没有打开任何内容。请将下方的参考编号告知电子病历系统管理员。',
  },
  'appointment-cancelled': { title: '此预约已取消', advice: '如果您认为有误，请致电医院。' },
  'appointment-too-early': {
    title: '此次就诊的时间未到',
    advice: '就诊会在预约时间前不久开放。届时请返回并再次点击“开始虚拟就诊”。',
  },
  'appointment-over': { title: '此次就诊的时间已过', advice: '如果您仍需就诊，请致电医院。' },
  'link-other-account': {
    title: '这两个帐户无法关联',
    advice:
      '您的电子病历用户或此 Microsoft 帐户已与其他帐户关联。如果您误用了同事的帐户登录，请重新开始；否则请让管理员移除旧的关联。',
  },
  'visit-not-found': { title: '您的就诊中没有此次就诊', advice: again },
  'visit-ended': {
    title: '此次就诊已结束',
    advice: '如果连接中断，请返回您点击“开始虚拟就诊”的页面，再点击一次。',
  },
  'visit-session-expired': {
    title: '请重新开始',
    advice: '此页面与您的就诊已断开。请返回患者门户，再次点击“开始虚拟就诊”。',
  },
  'launch-department-refused': {
    title: '此就诊所属科室使用其他启动地址',
    advice: '此启动地址仅用于特定科室的就诊。请向电子病历系统管理员询问此科室对应的启动地址。',
  },
  'revision-not-found': {
    title: '这里已没有需要批准的内容',
    advice: '该申请已被移除。请在配置门户中重新打开此连接。',
  },
  'revision-changed': {
    title: '申请已被更改',
    advice: '请返回配置门户，查看当前的申请，然后重新登录电子病历系统。',
  },
  'revision-not-open': {
    title: '此申请已审批或已撤回',
    advice: '请在配置门户中打开此连接，查看结果。',
  },
  'revision-expired': {
    title: '此申请已过期',
    advice: '它未在规定时间内获得批准。请让提交人重新提交。',
  },
  'approval-unproven': {
    title: '请先登录电子病历系统',
    advice: '登录电子病历系统后须在短时间内批准才有效。请从配置门户重新开始。',
  },
  'approval-refused-identity': {
    title: '电子病历系统未确认您是工作人员',
    advice: '请以临床医生或系统管理员身份（而非患者身份）登录电子病历系统，然后从配置门户重新开始。',
  },
  'approval-refused-by-ehr': {
    title: '电子病历系统拒绝了登录',
    advice:
      '如果是您自己取消的，请直接重试。否则，请让人在电子病历系统中注册客户端的位置检查以下各项；门户的“在电子病历系统中注册”下显示了这些地址：',
  },
  'room-unavailable': {
    title: '目前无法打开 Teams 会议',
    advice: `您的就诊仍然有效。请稍候。${again}如果再次发生，请将下方的参考编号告知 Microsoft 365 管理员。`,
  },
  'room-not-ready': { title: '医生尚未进入会议', advice: '请返回候诊室：可以加入时它会告诉您。' },
  'entra-unavailable': { title: 'Microsoft 登录没有响应', advice: `请稍候。${again}` },
  unexpected: { title: '我们这边出了问题', advice: `${again}如果再次发生，请将下方的参考编号告知服务台。` },
  reference: '参考编号：',
};
