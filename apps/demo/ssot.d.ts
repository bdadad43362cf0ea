// Written by `ssot types` from the schema. It is the only file that SSOT Runtime ever writes: do not edit it, run the command again.
import type * as $ from '@ssot/contract'

export type Role = 'READER' | 'AUTHOR' | 'EDITOR' | 'ADMIN'
export type PostStatus = 'DRAFT' | 'REVIEW' | 'PUBLISHED' | 'ARCHIVED'
export type UserCreate = UserCreateFields
export type UserCreateWithoutPosts = $.Without<UserCreateFields, 'posts'>
export type UserCreateWithoutComments = $.Without<UserCreateFields, 'comments'>
export type UserCreateWithoutMessages = $.Without<UserCreateFields, 'messages'>
export type UserCreateWithoutConversations = $.Without<UserCreateFields, 'conversations'>
export type UserWhereUnique = { readonly id: string } | { readonly email: string }
export type ConversationCreate = ConversationCreateFields
export type ConversationCreateWithoutMembers = $.Without<ConversationCreateFields, 'members'>
export type ConversationCreateWithoutMessages = $.Without<ConversationCreateFields, 'messages'>
export type ConversationWhereUnique = { readonly id: number }
export type MessageCreate = MessageCreateFields & $.Either<{ readonly conversationId: number }, { readonly conversation: $.CreateOne<ConversationCreateWithoutMessages, ConversationWhereUnique> }>
export type MessageCreateWithoutConversation = $.Without<MessageCreateFields, 'conversation' | 'conversationId'>
export type MessageCreateWithoutAuthor = $.Without<MessageCreateFields, 'author' | 'authorId'> & $.Either<{ readonly conversationId: number }, { readonly conversation: $.CreateOne<ConversationCreateWithoutMessages, ConversationWhereUnique> }>
export type MessageCreateWithoutReplyTo = $.Without<MessageCreateFields, 'replyTo' | 'replyToId'> & $.Either<{ readonly conversationId: number }, { readonly conversation: $.CreateOne<ConversationCreateWithoutMessages, ConversationWhereUnique> }>
export type MessageCreateWithoutReplies = $.Without<MessageCreateFields, 'replies'> & $.Either<{ readonly conversationId: number }, { readonly conversation: $.CreateOne<ConversationCreateWithoutMessages, ConversationWhereUnique> }>
export type MessageWhereUnique = { readonly id: number }
export type PostCreate = PostCreateFields
export type PostCreateWithoutAuthor = $.Without<PostCreateFields, 'author' | 'authorId'>
export type PostCreateWithoutTags = $.Without<PostCreateFields, 'tags'>
export type PostCreateWithoutComments = $.Without<PostCreateFields, 'comments'>
export type PostWhereUnique = { readonly id: number } | { readonly slug: string }
export type CommentCreate = CommentCreateFields & $.Either<{ readonly postId: number }, { readonly post: $.CreateOne<PostCreateWithoutComments, PostWhereUnique> }>
export type CommentCreateWithoutPost = $.Without<CommentCreateFields, 'post' | 'postId'>
export type CommentCreateWithoutAuthor = $.Without<CommentCreateFields, 'author' | 'authorId'> & $.Either<{ readonly postId: number }, { readonly post: $.CreateOne<PostCreateWithoutComments, PostWhereUnique> }>
export type CommentWhereUnique = { readonly id: number }
export type TagCreate = TagCreateFields
export type TagCreateWithoutPosts = $.Without<TagCreateFields, 'posts'>
export type TagWhereUnique = { readonly id: number } | { readonly name: string }

/**
 * Somebody who writes posts, comments on them or takes part in conversations.
 */
export interface User {
  id: string
  name: string
  email: string
  role: Role
  bio: string | null
  joinedAt: $.DateTime
  isActive: boolean
}
export interface UserRelations {
  posts: { readonly model: 'Post'; readonly list: true }
  comments: { readonly model: 'Comment'; readonly list: true }
  messages: { readonly model: 'Message'; readonly list: true }
  conversations: { readonly model: 'Conversation'; readonly list: true }
}
export interface UserCreateFields {
  name: string
  email: string
  role?: Role
  bio?: string | null
  joinedAt?: $.DateTimeInput
  isActive?: boolean
  posts?: $.CreateMany<PostCreateWithoutAuthor, PostWhereUnique>
  comments?: $.CreateMany<CommentCreateWithoutAuthor, CommentWhereUnique>
  messages?: $.CreateMany<MessageCreateWithoutAuthor, MessageWhereUnique>
  conversations?: $.CreateMany<ConversationCreateWithoutMembers, ConversationWhereUnique>
}
export interface UserUpdate {
  name?: string | $.ValueChange<string>
  email?: string | $.ValueChange<string>
  role?: Role | $.ValueChange<Role>
  bio?: string | null | $.ValueChange<string | null>
  joinedAt?: $.DateTimeInput | $.ValueChange<$.DateTimeInput>
  isActive?: boolean | $.ValueChange<boolean>
  posts?: $.UpdateMany<PostCreateWithoutAuthor, PostWhereUnique, PostUpdate, PostWhere>
  comments?: $.UpdateMany<CommentCreateWithoutAuthor, CommentWhereUnique, CommentUpdate, CommentWhere>
  messages?: $.UpdateMany<MessageCreateWithoutAuthor, MessageWhereUnique, MessageUpdate, MessageWhere>
  conversations?: $.UpdateMany<ConversationCreateWithoutMembers, ConversationWhereUnique, ConversationUpdate, ConversationWhere>
}
export interface UserWhere {
  AND?: $.OneOrMany<UserWhere>
  OR?: readonly UserWhere[]
  NOT?: $.OneOrMany<UserWhere>
  id?: string | $.StringFilter
  name?: string | $.StringFilter
  email?: string | $.StringFilter
  role?: Role | $.EnumFilter<Role>
  bio?: string | null | $.StringFilter<null>
  joinedAt?: $.DateTimeInput | $.DateTimeFilter
  isActive?: boolean | $.BooleanFilter
  posts?: $.ManyFilter<PostWhere>
  comments?: $.ManyFilter<CommentWhere>
  messages?: $.ManyFilter<MessageWhere>
  conversations?: $.ManyFilter<ConversationWhere>
}
export interface UserOrderBy {
  id?: $.SortOrder
  name?: $.SortOrder
  email?: $.SortOrder
  role?: $.SortOrder
  bio?: $.SortOrder | $.SortWithNulls
  joinedAt?: $.SortOrder
  isActive?: $.SortOrder
}
/**
 * A room with a topic in which its members exchange messages.
 */
export interface Conversation {
  id: number
  title: string
  topic: string | null
  archived: boolean
  createdAt: $.DateTime
  updatedAt: $.DateTime
}
export interface ConversationRelations {
  members: { readonly model: 'User'; readonly list: true }
  messages: { readonly model: 'Message'; readonly list: true }
}
export interface ConversationCreateFields {
  title: string
  topic?: string | null
  archived?: boolean
  members?: $.CreateMany<UserCreateWithoutConversations, UserWhereUnique>
  messages?: $.CreateMany<MessageCreateWithoutConversation, MessageWhereUnique>
}
export interface ConversationUpdate {
  title?: string | $.ValueChange<string>
  topic?: string | null | $.ValueChange<string | null>
  archived?: boolean | $.ValueChange<boolean>
  members?: $.UpdateMany<UserCreateWithoutConversations, UserWhereUnique, UserUpdate, UserWhere>
  messages?: $.UpdateMany<MessageCreateWithoutConversation, MessageWhereUnique, MessageUpdate, MessageWhere>
}
export interface ConversationWhere {
  AND?: $.OneOrMany<ConversationWhere>
  OR?: readonly ConversationWhere[]
  NOT?: $.OneOrMany<ConversationWhere>
  id?: number | $.NumberFilter
  title?: string | $.StringFilter
  topic?: string | null | $.StringFilter<null>
  archived?: boolean | $.BooleanFilter
  createdAt?: $.DateTimeInput | $.DateTimeFilter
  updatedAt?: $.DateTimeInput | $.DateTimeFilter
  members?: $.ManyFilter<UserWhere>
  messages?: $.ManyFilter<MessageWhere>
}
export interface ConversationOrderBy {
  id?: $.SortOrder
  title?: $.SortOrder
  topic?: $.SortOrder | $.SortWithNulls
  archived?: $.SortOrder
  createdAt?: $.SortOrder
  updatedAt?: $.SortOrder
}
/**
 * One thing that somebody said in a conversation.
 */
export interface Message {
  id: number
  body: string
  sentAt: $.DateTime
  edited: boolean
  conversationId: number
  authorId: string
  replyToId: number | null
}
export interface MessageRelations {
  conversation: { readonly model: 'Conversation'; readonly list: false }
  author: { readonly model: 'User'; readonly list: false }
  replyTo: { readonly model: 'Message'; readonly list: false }
  replies: { readonly model: 'Message'; readonly list: true }
}
export interface MessageCreateFields {
  body: string
  sentAt?: $.DateTimeInput
  edited?: boolean
  authorId?: string
  replyToId?: number | null
  author?: $.CreateOne<UserCreateWithoutMessages, UserWhereUnique>
  replyTo?: $.CreateOne<MessageCreateWithoutReplies, MessageWhereUnique>
  replies?: $.CreateMany<MessageCreateWithoutReplyTo, MessageWhereUnique>
}
export interface MessageUpdate {
  body?: string | $.ValueChange<string>
  sentAt?: $.DateTimeInput | $.ValueChange<$.DateTimeInput>
  edited?: boolean | $.ValueChange<boolean>
  conversationId?: number | $.NumberChange<number>
  authorId?: string | $.ValueChange<string>
  replyToId?: number | null | $.NumberChange<number | null>
  conversation?: $.UpdateOne<ConversationCreateWithoutMessages, ConversationWhereUnique, ConversationUpdate, ConversationWhere>
  author?: $.UpdateOne<UserCreateWithoutMessages, UserWhereUnique, UserUpdate, UserWhere>
  replyTo?: $.UpdateOptionalOne<MessageCreateWithoutReplies, MessageWhereUnique, MessageUpdate, MessageWhere>
  replies?: $.UpdateMany<MessageCreateWithoutReplyTo, MessageWhereUnique, MessageUpdate, MessageWhere>
}
export interface MessageWhere {
  AND?: $.OneOrMany<MessageWhere>
  OR?: readonly MessageWhere[]
  NOT?: $.OneOrMany<MessageWhere>
  id?: number | $.NumberFilter
  body?: string | $.StringFilter
  sentAt?: $.DateTimeInput | $.DateTimeFilter
  edited?: boolean | $.BooleanFilter
  conversationId?: number | $.NumberFilter
  authorId?: string | $.StringFilter
  replyToId?: number | null | $.NumberFilter<null>
  conversation?: $.OneFilter<ConversationWhere>
  author?: $.OneFilter<UserWhere>
  replyTo?: $.OneFilter<MessageWhere> | null
  replies?: $.ManyFilter<MessageWhere>
}
export interface MessageOrderBy {
  id?: $.SortOrder
  body?: $.SortOrder
  sentAt?: $.SortOrder
  edited?: $.SortOrder
  conversationId?: $.SortOrder
  authorId?: $.SortOrder
  replyToId?: $.SortOrder | $.SortWithNulls
  conversation?: ConversationOrderBy
  author?: UserOrderBy
  replyTo?: MessageOrderBy
}
/**
 * An article of the blog.
 */
export interface Post {
  id: number
  title: string
  slug: string
  status: PostStatus
  featured: boolean
  summary: string
  body: string
  publishedAt: $.DateTime | null
  readingMinutes: number
  views: number
  authorId: string
  createdAt: $.DateTime
  updatedAt: $.DateTime
}
export interface PostRelations {
  author: { readonly model: 'User'; readonly list: false }
  tags: { readonly model: 'Tag'; readonly list: true }
  comments: { readonly model: 'Comment'; readonly list: true }
}
export interface PostCreateFields {
  title: string
  slug?: string
  status?: PostStatus
  featured?: boolean
  summary: string
  body: string
  publishedAt?: $.DateTimeInput | null
  readingMinutes?: number
  authorId?: string
  author?: $.CreateOne<UserCreateWithoutPosts, UserWhereUnique>
  tags?: $.CreateMany<TagCreateWithoutPosts, TagWhereUnique>
  comments?: $.CreateMany<CommentCreateWithoutPost, CommentWhereUnique>
}
export interface PostUpdate {
  title?: string | $.ValueChange<string>
  slug?: string | $.ValueChange<string>
  status?: PostStatus | $.ValueChange<PostStatus>
  featured?: boolean | $.ValueChange<boolean>
  summary?: string | $.ValueChange<string>
  body?: string | $.ValueChange<string>
  publishedAt?: $.DateTimeInput | null | $.ValueChange<$.DateTimeInput | null>
  readingMinutes?: number | $.NumberChange<number>
  authorId?: string | $.ValueChange<string>
  author?: $.UpdateOne<UserCreateWithoutPosts, UserWhereUnique, UserUpdate, UserWhere>
  tags?: $.UpdateMany<TagCreateWithoutPosts, TagWhereUnique, TagUpdate, TagWhere>
  comments?: $.UpdateMany<CommentCreateWithoutPost, CommentWhereUnique, CommentUpdate, CommentWhere>
}
export interface PostWhere {
  AND?: $.OneOrMany<PostWhere>
  OR?: readonly PostWhere[]
  NOT?: $.OneOrMany<PostWhere>
  id?: number | $.NumberFilter
  title?: string | $.StringFilter
  slug?: string | $.StringFilter
  status?: PostStatus | $.EnumFilter<PostStatus>
  featured?: boolean | $.BooleanFilter
  summary?: string | $.StringFilter
  body?: string | $.StringFilter
  publishedAt?: $.DateTimeInput | null | $.DateTimeFilter<null>
  readingMinutes?: number | $.NumberFilter
  views?: number | $.NumberFilter
  authorId?: string | $.StringFilter
  createdAt?: $.DateTimeInput | $.DateTimeFilter
  updatedAt?: $.DateTimeInput | $.DateTimeFilter
  author?: $.OneFilter<UserWhere>
  tags?: $.ManyFilter<TagWhere>
  comments?: $.ManyFilter<CommentWhere>
}
export interface PostOrderBy {
  id?: $.SortOrder
  title?: $.SortOrder
  slug?: $.SortOrder
  status?: $.SortOrder
  featured?: $.SortOrder
  summary?: $.SortOrder
  body?: $.SortOrder
  publishedAt?: $.SortOrder | $.SortWithNulls
  readingMinutes?: $.SortOrder
  views?: $.SortOrder
  authorId?: $.SortOrder
  createdAt?: $.SortOrder
  updatedAt?: $.SortOrder
  author?: UserOrderBy
}
/**
 * What a reader wrote under a post.
 */
export interface Comment {
  id: number
  body: string
  approved: boolean
  createdAt: $.DateTime
  postId: number
  authorId: string
}
export interface CommentRelations {
  post: { readonly model: 'Post'; readonly list: false }
  author: { readonly model: 'User'; readonly list: false }
}
export interface CommentCreateFields {
  body: string
  approved?: boolean
  authorId?: string
  author?: $.CreateOne<UserCreateWithoutComments, UserWhereUnique>
}
export interface CommentUpdate {
  body?: string | $.ValueChange<string>
  approved?: boolean | $.ValueChange<boolean>
  postId?: number | $.NumberChange<number>
  authorId?: string | $.ValueChange<string>
  post?: $.UpdateOne<PostCreateWithoutComments, PostWhereUnique, PostUpdate, PostWhere>
  author?: $.UpdateOne<UserCreateWithoutComments, UserWhereUnique, UserUpdate, UserWhere>
}
export interface CommentWhere {
  AND?: $.OneOrMany<CommentWhere>
  OR?: readonly CommentWhere[]
  NOT?: $.OneOrMany<CommentWhere>
  id?: number | $.NumberFilter
  body?: string | $.StringFilter
  approved?: boolean | $.BooleanFilter
  createdAt?: $.DateTimeInput | $.DateTimeFilter
  postId?: number | $.NumberFilter
  authorId?: string | $.StringFilter
  post?: $.OneFilter<PostWhere>
  author?: $.OneFilter<UserWhere>
}
export interface CommentOrderBy {
  id?: $.SortOrder
  body?: $.SortOrder
  approved?: $.SortOrder
  createdAt?: $.SortOrder
  postId?: $.SortOrder
  authorId?: $.SortOrder
  post?: PostOrderBy
  author?: UserOrderBy
}
/**
 * A subject that posts share.
 */
export interface Tag {
  id: number
  name: string
  color: string
  description: string | null
}
export interface TagRelations {
  posts: { readonly model: 'Post'; readonly list: true }
}
export interface TagCreateFields {
  name: string
  color?: string
  description?: string | null
  posts?: $.CreateMany<PostCreateWithoutTags, PostWhereUnique>
}
export interface TagUpdate {
  name?: string | $.ValueChange<string>
  color?: string | $.ValueChange<string>
  description?: string | null | $.ValueChange<string | null>
  posts?: $.UpdateMany<PostCreateWithoutTags, PostWhereUnique, PostUpdate, PostWhere>
}
export interface TagWhere {
  AND?: $.OneOrMany<TagWhere>
  OR?: readonly TagWhere[]
  NOT?: $.OneOrMany<TagWhere>
  id?: number | $.NumberFilter
  name?: string | $.StringFilter
  color?: string | $.StringFilter
  description?: string | null | $.StringFilter<null>
  posts?: $.ManyFilter<PostWhere>
}
export interface TagOrderBy {
  id?: $.SortOrder
  name?: $.SortOrder
  color?: $.SortOrder
  description?: $.SortOrder | $.SortWithNulls
}
/**
 * Every model of the schema.
 */
export interface SsotModels {
  User: { readonly record: User; readonly relations: UserRelations; readonly create: UserCreate; readonly update: UserUpdate; readonly where: UserWhere; readonly whereUnique: UserWhereUnique; readonly orderBy: UserOrderBy; readonly numeric: never }
  Conversation: { readonly record: Conversation; readonly relations: ConversationRelations; readonly create: ConversationCreate; readonly update: ConversationUpdate; readonly where: ConversationWhere; readonly whereUnique: ConversationWhereUnique; readonly orderBy: ConversationOrderBy; readonly numeric: 'id' }
  Message: { readonly record: Message; readonly relations: MessageRelations; readonly create: MessageCreate; readonly update: MessageUpdate; readonly where: MessageWhere; readonly whereUnique: MessageWhereUnique; readonly orderBy: MessageOrderBy; readonly numeric: 'id' | 'conversationId' | 'replyToId' }
  Post: { readonly record: Post; readonly relations: PostRelations; readonly create: PostCreate; readonly update: PostUpdate; readonly where: PostWhere; readonly whereUnique: PostWhereUnique; readonly orderBy: PostOrderBy; readonly numeric: 'id' | 'readingMinutes' | 'views' }
  Comment: { readonly record: Comment; readonly relations: CommentRelations; readonly create: CommentCreate; readonly update: CommentUpdate; readonly where: CommentWhere; readonly whereUnique: CommentWhereUnique; readonly orderBy: CommentOrderBy; readonly numeric: 'id' | 'postId' }
  Tag: { readonly record: Tag; readonly relations: TagRelations; readonly create: TagCreate; readonly update: TagUpdate; readonly where: TagWhere; readonly whereUnique: TagWhereUnique; readonly orderBy: TagOrderBy; readonly numeric: 'id' }
}

export interface SsotSchema {
  readonly models: SsotModels
}

declare module '@ssot/contract' {
  interface Register {
    readonly schema: SsotSchema
  }
}
