using System.Text;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

/// <summary>The Secret <c>kubeedge/tokensecret</c>, where the original's installer reads the token.</summary>
internal sealed partial class TokenSecret(JoinSecrets secrets, TimeProvider timeProvider, ILogger<TokenSecret> logger)
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    /// <summary>Writes a token, as often as it takes, and waits for the rest of the time until the next is due.</summary>
    public async Task PublishAsync(string token, TimeSpan until, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var warned = false;
        while (await TryWriteAsync(token, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            if (!warned)
            {
                Log.NotPublished(logger, problem);
                warned = true;
            }

            // The next is due: the file with it serves without an API, so an API that is down must not hold it up.
            if (timeProvider.GetElapsedTime(began) >= until)
            {
                return;
            }

            await Task.Delay(_retry, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        var left = until - timeProvider.GetElapsedTime(began);
        await Task.Delay(left > _retry ? left : _retry, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> TryWriteAsync(string token, CancellationToken cancellationToken)
    {
        var secret = JoinSecrets.New(JoinNames.TokenSecret, (JoinNames.TokenData, Encoding.ASCII.GetBytes(token)));
        var result = await secrets.CreateAsync(secret, cancellationToken).ConfigureAwait(false);
        if (result.Error is { Code: JoinSecrets.Conflict })
        {
            result = await secrets.UpdateAsync(secret, cancellationToken).ConfigureAwait(false);
        }

        return result.Error?.Message;
    }
}
