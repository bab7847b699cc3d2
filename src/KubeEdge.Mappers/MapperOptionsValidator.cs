using Microsoft.Extensions.Options;

namespace KubeEdge.Mappers;

/// <summary>Checks the options at start; every fault is named, not only the first.</summary>
internal sealed class MapperOptionsValidator : IValidateOptions<MapperOptions>
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, MapperOptions options)
    {
        var faults = new List<string>();
        if (options.Protocol.Length == 0)
        {
            faults.Add($"Mapper {name}: {nameof(options.Protocol)} must be set.");
        }

        CheckPath(options.EdgeSocket, nameof(options.EdgeSocket));
        CheckPath(options.Socket, nameof(options.Socket));
        Check(options.OperationTimeout, nameof(options.OperationTimeout), _short, TimeSpan.FromMinutes(10));
        Check(options.ReconnectDelay, nameof(options.ReconnectDelay), _short, TimeSpan.FromHours(1));
        Check(options.MaximumReconnectDelay, nameof(options.MaximumReconnectDelay), options.ReconnectDelay, TimeSpan.FromDays(1));
        Check(options.EdgeTimeout, nameof(options.EdgeTimeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Check(options.RetryDelay, nameof(options.RetryDelay), _short, TimeSpan.FromSeconds(30));
        Check(options.RegisterInterval, nameof(options.RegisterInterval), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (options.MaximumDevices is < 1 or > 1_000_000)
        {
            faults.Add($"Mapper {name}: {nameof(options.MaximumDevices)} is {options.MaximumDevices}; it must lie between 1 and 1000000.");
        }

        if (!Enum.IsDefined(options.CycleUnit))
        {
            faults.Add($"Mapper {name}: {nameof(options.CycleUnit)} is {options.CycleUnit}; it must be Automatic, Milliseconds or Nanoseconds.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckPath(string path, string option)
        {
            if (!Path.IsPathFullyQualified(path))
            {
                faults.Add($"Mapper {name}: {option} is \"{path}\"; it must be a full path.");
            }
        }

        void Check(TimeSpan value, string option, TimeSpan lowest, TimeSpan highest)
        {
            if (value < lowest || value > highest)
            {
                faults.Add($"Mapper {name}: {option} is {value}; it must lie between {lowest} and {highest}.");
            }
        }
    }
}
