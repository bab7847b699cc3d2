using System.Net;
using System.Net.Sockets;
using KubeEdge.Hosting.Cloud.Embedded;

namespace KubeEdge.Hosting.Cloud.Tests.Embedded;

public sealed class HeldPortTests
{
    private static readonly IPEndPoint _any = new(IPAddress.Loopback, 0);

    [Fact]
    public void Address_OfAGivenPort_IsThat()
    {
        using var port = new HeldPort(new IPEndPoint(IPAddress.Loopback, 7));

        Assert.Equal(7, port.Address.Port);
    }

    [Fact]
    public void Address_OfPortZero_CanBeListenedOnWhileItIsHeld()
    {
        using var port = new HeldPort(_any);
        using var server = new TcpListener(port.Address);

        server.Start();

        Assert.Equal(port.Address, server.LocalEndpoint);
    }

    [Fact]
    public void Address_WhileItIsHeld_IsGivenToNobodyElse()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere what is bound cannot be bound by a server");
        HeldPort[] ports = [.. Enumerable.Range(0, 300).Select(static _ => new HeldPort(_any))];

        Assert.Equal(ports.Length, ports.Select(static port => port.Address.Port).Distinct().Count());
        Array.ForEach(ports, static port => port.Dispose());
    }
}
