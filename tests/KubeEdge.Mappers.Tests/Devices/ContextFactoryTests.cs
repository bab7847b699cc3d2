using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Tests.Support;

namespace KubeEdge.Mappers.Tests.Devices;

public sealed class ContextFactoryTests
{
    [Theory]
    [InlineData(0, CycleUnit.Automatic, null)]
    [InlineData(-5, CycleUnit.Automatic, null)]
    [InlineData(1000, CycleUnit.Automatic, 1000.0)]
    [InlineData(1_000_000_000, CycleUnit.Automatic, 1000.0)]
    [InlineData(9_999_999, CycleUnit.Automatic, 9_999_999.0)]
    [InlineData(1_000_000_000, CycleUnit.Milliseconds, 86_400_000.0)]
    [InlineData(50_000_000, CycleUnit.Nanoseconds, 50.0)]
    [InlineData(1, CycleUnit.Milliseconds, 10.0)]
    [InlineData(long.MaxValue, CycleUnit.Milliseconds, 86_400_000.0)]
    public void Cycle_OfANumber_IsItsTimeWithinLimits(long number, CycleUnit unit, double? milliseconds) =>
        Assert.Equal(milliseconds, ContextFactory.Cycle(number, unit)?.TotalMilliseconds);

    [Fact]
    public void Create_WithAModel_TakesTypesAndAccessFromIt()
    {
        var context = ContextFactory.Create(
            Messages.Device("p1", "b=1", "a"), Messages.Model(("a", "ReadOnly"), ("b", "ReadWrite")), CycleUnit.Automatic);

        Assert.Equal("factory/p1", context.ToString());
        Assert.Equal(("pump", "fake"), (context.Model, context.ProtocolName));
        Assert.Equal(
            [("a", "INT", false), ("b", "INT", true)],
            context.Properties.Select(property => (property.Name, property.Type, property.IsWritable)));
    }

    [Fact]
    public void Create_WithoutAModel_EveryPropertyIsTextThatMayBeWritten()
    {
        var property = Assert.Single(ContextFactory.Create(Messages.Device("p1", "a"), null, CycleUnit.Automatic).Properties);

        Assert.Equal(("STRING", true, null), (property.Type, property.IsWritable, property.ReportCycle));
        Assert.Equal(TimeSpan.FromSeconds(1), property.CollectCycle);
    }
}
