//! The tests use the standard library; the crate does not.

use no_std::{device, in_place, print};

#[test]
fn both_catalogs_find_codes() {
    assert_eq!("SENSOR_LOST".parse(), Ok(device::Code::SensorLost));
    assert_eq!("SENSOR_LOST".parse(), Ok(in_place::Code::SensorLost));
    assert_eq!(device::Code::SensorLost.erase(), in_place::Code::SensorLost.erase());
}

#[test]
fn codes_print_themselves() {
    let mut text = String::new();
    print("E-07", &mut text).unwrap();
    assert!(text.starts_with("device/SENSOR_LOST: Sensor lost\n"), "{text}");
}
