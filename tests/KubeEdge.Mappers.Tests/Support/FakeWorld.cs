using System.Collections.Concurrent;

namespace KubeEdge.Mappers.Tests.Support;

/// <summary>The devices that drivers find, by address.</summary>
internal sealed class FakeWorld
{
    private readonly ConcurrentDictionary<string, FakeDevice> _devices = new(StringComparer.Ordinal);

    public FakeDevice At(string address) => _devices.GetOrAdd(address, static _ => new FakeDevice());
}
