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
        if (path.Name.Length == 0 || request.Content.Read(MetaManagerJson.Default.JsonObject).Value is not { } asked)
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

        // As Kubernetes' own kubelet: a valid token is better than an error. But whose account or pod is gone has none any more.
        return stored is not null && answer.Kind is CloudAnswerKind.Unanswered or CloudAnswerKind.Failure or CloudAnswerKind.Refused
            ? new TokenResult(stored, answer)
            : new TokenResult(null, answer);
    }

    private static TokenResult Failed(string error) => new(null, CloudAnswer.None(error));

    private async ValueTask SettleAsync(ResourcePath path, string key, CloudAnswer answer, CancellationToken cancellationToken)
    {
        var kept = answer.Kind switch
        {
            CloudAnswerKind.NotFound => await cache.ForgetAsync([key], cancellationToken).ConfigureAwait(false),
            CloudAnswerKind.Object when answer.Message?.Content.Read(MetaManagerJson.Default.JsonObject).Value is { } token =>
                await cache.KeepAsync(path.Namespace, path.Name, key, token).ConfigureAwait(false),
            _ => true,
        };
        if (kept && answer.Message is { } message)
        {
            answers.TryAcknowledge(message);
        }
    }
}
