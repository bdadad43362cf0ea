import type { CSSProperties, ReactNode } from 'react'
import { Cover } from './cover.tsx'
import type { FeedPost, FeedTag } from './read-feed.ts'

const FALLBACK = '#0f6e84'
const dates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', timeZone: 'UTC' })

interface TagStyle extends CSSProperties {
  '--tag': string
}

function TagName({ tag }: { readonly tag: FeedTag }): ReactNode {
  const style: TagStyle = { '--tag': tag.color }
  return (
    <li className="tag" style={style}>
      {tag.name}
    </li>
  )
}

/** A post as a card: its picture, title, summary and who wrote it when. Leads to the post in the application. */
export function PostCard({ post, large = false }: { readonly post: FeedPost; readonly large?: boolean }): ReactNode {
  return (
    <article className={large ? 'card card-large' : 'card'}>
      <Cover seed={post.id} color={post.tags[0]?.color ?? FALLBACK} />
      <div className="card-text">
        <ul className="tags">
          {post.tags.map((tag) => (
            <TagName key={tag.name} tag={tag} />
          ))}
        </ul>
        <h3>
          <a href={`/posts/${post.id}`}>{post.title}</a>
        </h3>
        <p>{post.summary}</p>
        <footer>
          <span>{post.author}</span>
          <time dateTime={post.publishedAt}>{dates.format(new Date(post.publishedAt))}</time>
          <span>{post.minutes} min</span>
          <span>{post.comments === 1 ? '1 comment' : `${post.comments} comments`}</span>
        </footer>
      </div>
    </article>
  )
}
