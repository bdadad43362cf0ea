import { defineUiConfig } from '@ssot/runtime-server'

const webPort = Number(process.env['WEB_PORT'] ?? 3000)

export default defineUiConfig({
  site: { name: 'Tidewater', description: 'A magazine and a conversation, on one schema.' },
  theme: {
    colors: { primary: { light: '#0f6e84', dark: '#7cc7d8' } },
    radius: '10px',
    darkMode: 'system',
  },
  navigation: {
    sidebar: [
      { label: 'Overview', to: '/', icon: 'home' },
      {
        label: 'Magazine',
        items: [
          { label: 'Posts', to: '/posts', icon: 'file' },
          { label: 'Comments', to: '/comments', icon: 'pencil' },
          { label: 'Tags', to: '/tags', icon: 'tag' },
        ],
      },
      {
        label: 'Chat',
        items: [
          { label: 'Conversations', to: '/conversations', icon: 'messages' },
          { label: 'Messages', to: '/messages', icon: 'message' },
        ],
      },
      { label: 'People', items: [{ label: 'Users', to: '/users', icon: 'users' }] },
    ],
    header: [{ label: 'Front page', to: `http://localhost:${webPort}/welcome`, icon: 'globe' }],
  },
  generation: {
    dashboard: {
      title: 'Overview',
      widgets: [
        { type: 'stat', title: 'Posts', model: 'Post' },
        { type: 'stat', title: 'Comments', model: 'Comment' },
        { type: 'stat', title: 'Conversations', model: 'Conversation' },
        { type: 'stat', title: 'People', model: 'User' },
        { type: 'chart', title: 'Comments by day', model: 'Comment', field: 'createdAt', size: 'full' },
        { type: 'list', title: 'Latest comments', model: 'Comment' },
        { type: 'list', title: 'Latest messages', model: 'Message' },
      ],
    },
    crudPages: {
      list: {
        columns: {
          Post: ['title', 'author', 'status', 'featured', 'publishedAt', 'views'],
          Comment: ['body', 'post', 'author', 'approved', 'createdAt'],
          Conversation: ['title', 'topic', 'archived', 'updatedAt'],
          Message: ['body', 'author', 'conversation', 'sentAt'],
          User: ['name', 'email', 'role', 'isActive', 'joinedAt'],
          Tag: ['name', 'color', 'description'],
        },
        sort: { Post: ['-createdAt'], Comment: ['-createdAt'], Conversation: ['-updatedAt'], Message: ['-sentAt'], User: ['name'], Tag: ['name'] },
      },
    },
  },
})
