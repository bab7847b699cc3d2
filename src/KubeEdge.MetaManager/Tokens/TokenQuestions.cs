using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Answers;
using KubeEdge.MetaManager.Cloud;

namespace KubeEdge.MetaManager.Tokens;

/// <summary>Gets service account tokens: a fresh one from here, else from the cloud, else the old one while it is valid.</summary>
internal sealed class TokenQuestions(CloudQuestions cloud, TokenCache cache, PushAnswers answers, TimeProvider timeProvider)
{
    /// <summary>Gets the token that a request describes.</summary>
    /// <param name="request">The query; its content is a TokenRequest.</param>
    /// <param name="path">Namespace and account.</param>
    /// <param name="online">Whether the cloud can be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TokenResult> GetAsync(Message request, ResourcePath path, bool online, CancellationToken cancellationToken)
    {
        var content = request.Content.Read(MetaManagerJson.Default.JsonObject);
        if (path.Name.Length == 0 || content.Value is not { } asked)
        {
            return Failed("get message content data failed, error: a token request needs namespace/serviceaccounttoken/name and a TokenRequest");
        }

        var key = TokenKey.Of(path.Namespace, path.Name, asked);
        var stored = await cache.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (stored is not null && (!online || timeProvider.GetUtcNow() < stored.RenewAt))
        {
            return new TokenResult(stored);
        }

        if (!online)
        {
            return Failed(LocalErrors.NotConnected);
        }

        var answer = await cloud.SendAsync(request, acknowledge: false, cancellationToken).ConfigureAwait(false);
        await SettleAsync(path, key, answer, cancellationToken).ConfigureAwait(false);

        // An account that is gone has no token any more, whatever is kept of it.
        return stored is not null && answer.Kind is (CloudAnswerKind.Unanswered or CloudAnswerKind.Failure)
            ? new TokenResult(stored, answer)
            : new TokenResult(null, answer);
    }

    private static TokenResult Failed(string error) => new(null, new CloudAnswer(CloudAnswerKind.Unanswered, Error: error));

    private async ValueTask SettleAsync(ResourcePath path, string key, CloudAnswer answer, CancellationToken cancellationToken)
    {
        var kept = answer.Kind != CloudAnswerKind.Object
            || answer.Message?.Content.Read(MetaManagerJson.Default.JsonObject).Value is not { } token
            || await cache.KeepAsync(path.Namespace, path.Name, key, token).ConfigureAwait(false);
        if (kept && answer.Message is { } message)
        {
            await answers.AcknowledgeAsync(message, cancellationToken).ConfigureAwait(false);
        }
    }
}
