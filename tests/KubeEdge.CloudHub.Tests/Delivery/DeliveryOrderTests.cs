using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Tests.Delivery;

/// <summary>An object that must have another one before it.</summary>
public sealed class DeliveryOrderTests : IDisposable
{
    private static readonly ResourceKey _first = TestObjects.Key("first");
    private readonly DeliveryRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Put_BothNew_TheSecondLeavesWhenTheFirstIsAcknowledged()
    {
        _rig.Put("first", "u1", 1);
        PutSecond(2);
        var sent = Assert.Single(_rig.Pump());
        Assert.Equal("default/configmap/first", sent.Route.Resource);

        Assert.True(_rig.Acknowledge(sent));

        Assert.Equal(["default/configmap/second"], Resources());
    }

    [Fact]
    public void Put_FirstIsNotThere_TheSecondWaitsAndKeepsNobodyBack()
    {
        PutSecond(2);
        _rig.Put("other", "u9", 3);
        Assert.Equal(["default/configmap/other"], Resources());

        _rig.Put("first", "u1", 4);
        var first = Assert.Single(_rig.Pump());
        Assert.True(_rig.Acknowledge(first));

        Assert.Equal(["default/configmap/second"], Resources());
    }

    [Fact]
    public void Put_FirstIsHeldAlready_TheSecondLeavesAtOnce()
    {
        _rig.Put("first", "u1", 1);
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));
        Assert.Empty(_rig.Pump());

        PutSecond(2);

        Assert.Equal(["default/configmap/second"], Resources());
    }

    [Fact]
    public void Put_FirstIsGoneLater_ChangesOfTheSecondStillLeave()
    {
        _rig.Sync();
        _rig.Put("first", "u1", 1);
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));
        PutSecond(2);
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));
        _rig.Remove("first", "u1", 3);
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));

        PutSecond(4);

        Assert.Equal(["default/configmap/second"], Resources());
    }

    [Fact]
    public void Begin_FirstIsNotThereYet_WhatTheNodeHoldsIsNotDeleted()
    {
        _rig.Put("first", "u1", 1);
        PutSecond(2);
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));
        _rig.Desired.Remove(TestObjects.ConfigMaps, TestObjects.ConfigMap("first", "u1", 1));
        _rig.Sync();
        Assert.True(_rig.Acknowledge(Assert.Single(_rig.Pump())));

        _rig.Reconnect();

        Assert.Empty(_rig.Pump());
    }

    [Fact]
    public void Begin_ManyPairs_EverySecondComesAfterItsFirst()
    {
        for (var i = 0; i < 50; i++)
        {
            _rig.Desired.Put(
                TestObjects.ConfigMaps, TestObjects.ConfigMap($"b{i}", $"ub{i}", 1), Audience.AllNodes, TestObjects.Key($"a{i}"));
            _rig.Put($"a{i}", $"ua{i}", 1);
        }

        _rig.Reconnect();
        HashSet<string> acknowledged = [];
        for (var round = _rig.Pump(); round.Count > 0; round = _rig.Pump())
        {
            foreach (var message in round)
            {
                var name = message.Route.Resource["default/configmap/".Length..];
                Assert.True(name[0] == 'a' || acknowledged.Contains("a" + name[1..]), name);
            }

            foreach (var message in round)
            {
                Assert.True(_rig.Acknowledge(message));
                acknowledged.Add(message.Route.Resource["default/configmap/".Length..]);
            }
        }

        Assert.Equal(100, acknowledged.Count);
    }

    private void PutSecond(long version) =>
        _rig.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap("second", "u2", version), Audience.AllNodes, _first);

    private string[] Resources() => [.. _rig.Pump().Select(static (Message message) => message.Route.Resource)];
}
