using System.Text;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaManager.Tokens;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Questions of modules of this node for service account tokens.</summary>
internal sealed class TokenRequests(TokenQuestions tokens, IEdgeLinkState link, LocalAnswers answers)
{
    public async Task<RequestOutcome> GetAsync(EdgeRequest request)
    {
        var result = await tokens.GetAsync(request.Message, request.Path, link.Current.IsConnected, request.Stopping).ConfigureAwait(false);
        if (result.Stored is not { } stored)
        {
            return answers.PassOrFail(request.Message, result.Answer);
        }

        answers.Documents(request.Message, [Encoding.UTF8.GetBytes(stored.Answer)]);
        return RequestOutcome.Local;
    }
}
