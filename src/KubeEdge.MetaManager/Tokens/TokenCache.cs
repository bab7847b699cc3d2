using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tokens;

/// <summary>
/// Tokens by the exact request that brought them, and by the one the cloud made of it. Never "the only one there is": that could be
/// another account's. A token stays until it expires; the original throws it away before it has a new one.
/// </summary>
internal sealed class TokenCache(IMetaStore store, TimeProvider timeProvider)
{
    /// <summary>
    /// How many are kept, a token under two keys counted twice. Beyond it new ones are passed on and not kept, but those that are here are
    /// still renewed.
    /// </summary>
    internal const int Limit = 4096;

    private readonly IRecordSet<StoredToken> _tokens = store.Records("metamanager.tokens", MetaManagerJson.Default.StoredToken);

    /// <summary>The token, unless it has expired.</summary>
    public async ValueTask<StoredToken?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return token is not null && token.IsValid(timeProvider.GetUtcNow()) ? token : null;
    }

    /// <summary>Keeps an answer, and forgets what has expired. False when the disk did not take it.</summary>
    /// <param name="space">The account's namespace.</param>
    /// <param name="account">The account.</param>
    /// <param name="asked">The key of the request.</param>
    /// <param name="answer">The answer; one without a token is not kept.</param>
    public async ValueTask<bool> KeepAsync(string space, string account, string asked, JsonObject answer)
    {
        if (Read(answer) is not { } token)
        {
            return true;
        }

        var batch = new StoreBatch();
        var kept = await SweepAsync(batch).ConfigureAwait(false);
        if (kept.Count < Limit || kept.Contains(asked))
        {
            _tokens.Put(batch, asked, token);
            var answered = TokenKey.Of(space, account, answer);
            if (answered != asked)
            {
                _tokens.Put(batch, answered, token);
            }
        }

        return await CommitAsync(batch).ConfigureAwait(false);
    }

    /// <summary>Forgets tokens under all their keys: what they are bound to is gone. False when the disk did not take it.</summary>
    /// <param name="asked">The keys of the requests that brought them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<bool> ForgetAsync(IReadOnlyCollection<string> asked, CancellationToken cancellationToken)
    {
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in asked)
        {
            if (await _tokens.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } token)
            {
                answers.Add(token.Answer);
            }
        }

        if (answers.Count == 0)
        {
            return true;
        }

        var batch = new StoreBatch();
        await foreach (var (key, token) in _tokens.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (answers.Contains(token.Answer))
            {
                _tokens.Delete(batch, key);
            }
        }

        return await CommitAsync(batch).ConfigureAwait(false);
    }

    private static StoredToken? Read(JsonObject answer)
    {
        var status = answer["status"] as JsonObject;
        return status?["token"] is JsonValue value && value.TryGetValue(out string? token) && token.Length > 0
            && status["expirationTimestamp"] is JsonValue end && end.TryGetValue(out string? text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
                ? new StoredToken(answer.ToJsonString(), expires, LifetimeOf(answer))
                : null;
    }

    private static long LifetimeOf(JsonObject answer) =>
        (answer["spec"] as JsonObject)?["expirationSeconds"] is JsonValue value && value.TryGetValue(out long seconds) ? seconds : 0;

    private async ValueTask<bool> CommitAsync(StoreBatch batch) =>
        batch.Count == 0
        || (await store.CommitAsync(batch, Durability.Full, CancellationToken.None).ConfigureAwait(false)).Status == CommitStatus.Committed;

    private async ValueTask<HashSet<string>> SweepAsync(StoreBatch batch)
    {
        var now = timeProvider.GetUtcNow();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (key, token) in _tokens.ListAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (token.IsValid(now))
            {
                kept.Add(key);
            }
            else
            {
                _tokens.Delete(batch, key);
            }
        }

        return kept;
    }
}
