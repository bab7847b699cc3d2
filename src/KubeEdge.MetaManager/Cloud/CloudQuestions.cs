using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Answers;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>One round trip to the cloud: ask, read the answer, bring the store up to it, acknowledge.</summary>
internal sealed class CloudQuestions(ICloudRequests requests, OpenQuestions questions, ObjectKeeper keeper, PushAnswers answers)
{
    /// <summary>
    /// Asks about an object. The request leaves under an id of its own, as the original's do. The answer is acknowledged once what it
    /// brought is durable, so that a cloud of the original does not send it again.
    /// </summary>
    public async Task<CloudAnswer> AskAsync(Message request, ResourceKey key, Keeping keeping, CancellationToken cancellationToken)
    {
        // Before the request leaves: whatever is pushed from here on is newer than the answer, or is the answer.
        var question = questions.Begin(key);
        try
        {
            var answer = await SendAsync(request, acknowledge: false, cancellationToken).ConfigureAwait(false);
            if (answer.Message is { } message)
            {
                questions.Answered(question, message.Header.Id);
                if (await keeper.KeepAsync(question, answer, keeping).ConfigureAwait(false))
                {
                    answers.TryAcknowledge(message);
                }
            }

            return answer;
        }
        finally
        {
            questions.End(question);
        }
    }

    /// <summary>Asks to change an object and takes over the outcome. The original acknowledges no answer to a patch.</summary>
    public async Task<CloudAnswer> PatchAsync(Message request, ResourceKey key, CancellationToken cancellationToken)
    {
        var question = questions.Begin(key);
        try
        {
            var answer = await SendAsync(request, acknowledge: false, cancellationToken).ConfigureAwait(false);
            await keeper.KeepAsync(question, answer, Keeping.Newer).ConfigureAwait(false);
            return answer;
        }
        finally
        {
            questions.End(question);
        }
    }

    /// <summary>
    /// Settles an answer for which nobody waits any more. Left alone, a cloud of the original sends it for half a minute and nothing else
    /// meanwhile. It may only renew what is stored: what is not there may have been deleted since.
    /// </summary>
    /// <param name="message">The answer.</param>
    /// <param name="key">What it is about.</param>
    public async Task SettleLateAsync(Message message, ResourceKey key)
    {
        var answer = CloudAnswer.Read(new CloudReply(CloudReplyStatus.Answered, message), message.Header.ParentId);
        if (answer.Kind != CloudAnswerKind.Object || questions.IsBeingStored(key, message.Header.Id))
        {
            return;
        }

        var question = questions.Begin(key);
        try
        {
            if (await keeper.KeepAsync(question, answer, Keeping.Late).ConfigureAwait(false))
            {
                answers.TryAcknowledge(message);
            }
        }
        finally
        {
            questions.End(question);
        }
    }

    /// <summary>Asks without looking at the store.</summary>
    /// <param name="request">The request of a module.</param>
    /// <param name="acknowledge">Whether the answer is acknowledged as soon as it is here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CloudAnswer> SendAsync(Message request, bool acknowledge, CancellationToken cancellationToken)
    {
        var sent = request.WithHeader(request.Header with { Id = MessageId.New(), ParentId = default, Sync = false });
        var reply = await requests.RequestAsync(sent, acknowledge: acknowledge, cancellationToken: cancellationToken).ConfigureAwait(false);
        return CloudAnswer.Read(reply, sent.Header.Id);
    }
}
