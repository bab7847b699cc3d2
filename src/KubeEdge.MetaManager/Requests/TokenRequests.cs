using System.Text;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaManager.Tokens;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Questions of modules of this node for service account tokens.</summary>
internal sealed class TokenRequests(TokenQuestions tokens, IEdgeLinkState link, LocalAnswers answers, CloudHedge hedge)
{
    public async Task<RequestOutcome> GetAsync(EdgeRequest request)
    {
        var online = link.Current.IsConnected;
        var asking = hedge.ObserveAsync(
            request,
            tokens.GetAsync(request.Message, request.Path, online, request.Stopping),
            static answer => new TokenResult(null, answer));
        if (online && await hedge.IsLateAsync(asking, request.Stopping).ConfigureAwait(false)
            && await tokens.GetAsync(request.Message, request.Path, online: false, request.Stopping).ConfigureAwait(false) is { Stored: { } old })
        {
            return Answer(request, new TokenResult(old));
        }

        return Answer(request, await asking.ConfigureAwait(false));
    }

    private RequestOutcome Answer(in EdgeRequest request, in TokenResult result)
    {
        if (result.Stored is not { } stored)
        {
            return answers.PassOrFail(request.Message, result.Answer);
        }

        answers.Documents(request.Message, [Encoding.UTF8.GetBytes(stored.Answer)]);
        return RequestOutcome.Local;
    }
}
