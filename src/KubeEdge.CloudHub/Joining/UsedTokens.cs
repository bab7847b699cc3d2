using System.Globalization;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// Removes what <see cref="OnceRegister"/> remembers of single-use tokens when they have expired, an hour later: a hub whose clock is
/// behind still accepts them for a while. Any number of hubs may do so at once.
/// </summary>
internal sealed partial class UsedTokens(KubeClient client, TimeProvider timeProvider, CloudHubMetrics metrics, ILogger<UsedTokens> logger)
{
    private const int PageSize = 500;
    private const int NotFound = 404;
    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan _clocksDiffer = TimeSpan.FromHours(1);

    private static ResourceType ConfigMaps { get; } = ResourceTable.Default.TryGetByPlural(string.Empty, "configmaps", out var type)
        ? type
        : throw new InvalidOperationException("The resource table has no configmaps.");

    /// <summary>Looks at once and then every hour. What fails is left to the next time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await SweepAsync(cancellationToken).ConfigureAwait(false) is { } problem)
            {
                Log.Failed(logger, problem, _interval);
            }

            await Task.Delay(_interval, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> SweepAsync(CancellationToken cancellationToken)
    {
        string? problem = null;
        string? next = null;
        do
        {
            var options = new KubeListOptions { Limit = PageSize, Continue = next };
            var page = await client.ListAsync(ConfigMaps, JoinNames.Namespace, options, cancellationToken).ConfigureAwait(false);
            if (page.List is not { } list)
            {
                return page.Error?.Code == NotFound ? problem : page.Error?.ToString();
            }

            foreach (var map in list.Items)
            {
                if (HasExpired(map))
                {
                    problem = await RemoveAsync(map, cancellationToken).ConfigureAwait(false) ?? problem;
                }
            }

            next = list.Continue;
        }
        while (!string.IsNullOrEmpty(next));
        return problem;
    }

    private bool HasExpired(KubeObject map) =>
        map.Name.StartsWith(JoinNames.UsedTokenPrefix, StringComparison.Ordinal)
        && DateTimeOffset.TryParse(map.GetField($"data.{JoinNames.UsedTokenExpires}"), CultureInfo.InvariantCulture, out var expired)
        && timeProvider.GetUtcNow() - expired > _clocksDiffer;

    private async Task<string?> RemoveAsync(KubeObject map, CancellationToken cancellationToken)
    {
        var options = new KubeDeleteOptions { Uid = map.Uid };
        var removed = await client.DeleteAsync(ConfigMaps, JoinNames.Namespace, map.Name, options, cancellationToken).ConfigureAwait(false);
        if (removed.IsSuccess)
        {
            metrics.UsedTokenForgotten();
            return null;
        }

        return removed.Error.Code == NotFound ? null : removed.Error.ToString();
    }
}
