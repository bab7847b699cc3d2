using System.Net;
using Microsoft.Extensions.Options;

namespace KubeEdge.ApiServer.Hosting;

/// <summary>Refuses options that could not work or would open the API to strangers.</summary>
internal sealed class ApiServerOptionsValidator : IValidateOptions<ApiServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiServerOptions options)
    {
        var failures = new List<string>();
        if (!IPAddress.TryParse(options.Address, out var address))
        {
            failures.Add($"ApiServer:Address must be an IP address, not \"{options.Address}\".");
        }
        else if (!IPAddress.IsLoopback(address))
        {
            failures.Add($"ApiServer:Address must be a loopback address, not {address}: the API has no authentication yet.");
        }

        if (options.Port is < 0 or > IPEndPoint.MaxPort)
        {
            failures.Add($"ApiServer:Port must be between 0 and {IPEndPoint.MaxPort}, not {options.Port}.");
        }

        CheckPositive(failures, nameof(options.MaxBodyBytes), options.MaxBodyBytes);
        CheckPositive(failures, nameof(options.MaxConnections), options.MaxConnections);
        CheckPositive(failures, nameof(options.BookmarkInterval), options.BookmarkInterval.Ticks);
        CheckPositive(failures, nameof(options.MaxWatchDuration), options.MaxWatchDuration.Ticks);
        CheckPositive(failures, nameof(options.WatchWriteTimeout), options.WatchWriteTimeout.Ticks);
        if (options.BookmarkInterval > TimeSpan.FromSeconds(60))
        {
            failures.Add($"ApiServer:BookmarkInterval must be 60 s at most, not {options.BookmarkInterval}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckPositive(List<string> failures, string name, long value)
    {
        if (value <= 0)
        {
            failures.Add($"ApiServer:{name} must be greater than zero.");
        }
    }
}
